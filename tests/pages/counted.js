// Counts what stands after elements have gone: listeners on window and document, timers, and the memory of wasm. Unlike
// `heard.js` it keeps nothing that grows.
window.thrown = [];
window.addEventListener("error", (event) => window.thrown.push(event.message));
window.addEventListener("unhandledrejection", (event) => window.thrown.push(String(event.reason)));
window.standing = { listeners: 0, timers: 0, memory: () => 0, memories: [] };

const { addEventListener, removeEventListener } = EventTarget.prototype;
const targets = new Map([window, document].map((target) => [target, new Map()]));
for (const [target, listeners] of targets) {
  const stands = (kind, listener) => listeners.get(listener)?.has(kind);
  const gone = (kind, listener) => {
    if (!stands(kind, listener)) return;
    listeners.get(listener).delete(kind);
    if (!listeners.get(listener).size) listeners.delete(listener);
    standing.listeners -= 1;
  };
  const added = (kind, listener, options) => {
    if (options?.signal?.aborted || stands(kind, listener)) return;
    if (!listeners.has(listener)) listeners.set(listener, new Set());
    listeners.get(listener).add(kind);
    standing.listeners += 1;
    options?.signal?.addEventListener("abort", () => gone(kind, listener), { once: true });
  };
  targets.set(target, { added, gone });
}
EventTarget.prototype.addEventListener = function (kind, listener, options) {
  addEventListener.call(this, kind, listener, options);
  targets.get(this ?? window)?.added(kind, listener, options);
};
EventTarget.prototype.removeEventListener = function (kind, listener, options) {
  removeEventListener.call(this, kind, listener, options);
  targets.get(this ?? window)?.gone(kind, listener);
};

const { setTimeout: begin, clearTimeout: end } = window;
const timers = new Set();
const count = (id, change) => {
  timers[change](id);
  standing.timers = timers.size;
};
window.setTimeout = (task, ...rest) => {
  const id = begin.call(window, (...given) => {
    count(id, "delete");
    task(...given);
  }, ...rest);
  count(id, "add");
  return id;
};
window.clearTimeout = (id) => {
  end.call(window, id);
  count(id, "delete");
};

for (const name of ["instantiate", "instantiateStreaming"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const made = await original.apply(WebAssembly, given);
    const { memory } = (made.instance ?? made).exports;
    const before = standing.memory;
    if (memory) standing.memories.push(memory);
    if (memory) standing.memory = () => before() + memory.buffer.byteLength;
    return made;
  };
}
