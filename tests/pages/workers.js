// Counts the workers that a page asks for, those that could be made, and those that were ended.
window.workers = { asked: 0, made: 0, ended: 0 };
window.Worker = class extends Worker {
  constructor(...given) {
    workers.asked += 1;
    super(...given);
    workers.made += 1;
  }

  terminate() {
    super.terminate();
    workers.ended += 1;
  }
};
