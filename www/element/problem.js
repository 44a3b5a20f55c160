/** An error whose message is a sentence for readers; `code` is for programs. */
export class Problem extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** Shortens a text for messages: addresses and JSON can be very long. */
export const cut = (text) => (text.length > 500 ? `${text.slice(0, 500)}…` : text);
