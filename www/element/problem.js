/** Why the search cannot work, in a sentence; `code` is for programs. */
export class Problem extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** As much of a text as anybody reads: addresses, JSON and messages may be endless. */
export const cut = (text) => (text.length > 500 ? `${text.slice(0, 500)}…` : text);
