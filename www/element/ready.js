/** The promise of an element that it works; a new one is made when something else has to be loaded. */
export class Ready {
  // All are its own from the beginning: a page may have given `Object.prototype` properties with these names.
  settled = false;
  promise;
  resolve;
  reject;

  constructor() {
    this.promise = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // A failure is told by an event; without this the console would tell it too.
    this.promise.catch(() => {});
  }
}
