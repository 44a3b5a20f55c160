/** Why the search cannot work, in a sentence. */
export class Problem extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}
