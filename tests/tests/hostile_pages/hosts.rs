//! Scripts that run before ours.

/// Each is the script of one page.
pub(crate) const HOSTS: [&str; 33] = [
    // As Prototype.js up to 1.6 has it.
    "Array.prototype.toJSON = function () { return '[' + this.map((one) => JSON.stringify(one)).join() + ']'; };",
    "Object.prototype.toJSON = function () { return '{}'; };",
    "for (const of of [String, Number, Boolean, Date]) of.prototype.toJSON = function () { return 'x' + this; };",
    "Array.from = function (all) { const list = []; for (let at = 0; at < all.length; at += 1) list.push(all[at]); return list; };
     Object.assign(Array.prototype, { first() {}, last() {}, without() {}, each(run) { this.forEach(run); }, entries() { return [...this]; } });",
    "Function.prototype.bind = function (to) { const run = this; return function () { return run.apply(to, arguments); }; };",
    "Object.prototype.loading = true;",
    "Object.prototype.settled = true;",
    "Object.assign(Object.prototype, { url: 'http://elsewhere.test/', text: 'x', problem: 'x', name: 'x', code: 'x' });",
    "Object.assign(Object.prototype, { once: true });",
    "Object.assign(Object.prototype, { capture: true, passive: true });",
    "Object.prototype.signal = AbortSignal.abort();",
    "Object.assign(Object.prototype, { method: 'POST', body: 'x', headers: { x: 'y' }, mode: 'navigate', credentials: 'x' });",
    "Object.assign(Object.prototype, { delegatesFocus: true, slotAssignment: 'manual', clonable: true });",
    "Object.assign(Object.prototype, { cancelable: true, detail: 1, bubbles: false, composed: false });",
    "Object.assign(Object.prototype, { limit: 0, filters: { colour: 'red' }, release: '9', transport: 'x', query: 'x' });",
    "Object.assign(Object.prototype, { memory: 1, module_or_path: 'http://elsewhere.test/', wasm: 1, catalog: 1, imports: 1 });",
    "Object.assign(Object.prototype, { value: 'x', held: true, holders: 9, released: true, free: 1, loaded: 1 });",
    "Object.assign(Object.prototype, { 0: 'x', 1: 'y', length: 2 });",
    "Object.defineProperty(Object.prototype, 'title', { set() { throw new Error('no title'); }, configurable: true });
     delete Object.prototype.title;",
    "Object.freeze(Object.prototype); Object.freeze(Array.prototype); Object.freeze(Function.prototype);",
    "for (const one of [document, document.body ?? document.documentElement]) try { Object.seal(one); } catch { /* Firefox refuses. */ }",
    "Promise = class extends Promise { constructor(run) { super(run); } };",
    "const { fetch: before } = window; window.fetch = (...given) => before.apply(window, given).then((answer) => answer);",
    "window.fetch = () => Promise.reject(new TypeError('no network here'));",
    "window.fetch = () => { throw new TypeError('no network here'); };",
    "delete window.fetch;",
    "WebAssembly.instantiateStreaming = undefined;",
    "const later = window.setTimeout; window.setTimeout = function (run, after) { return later.call(window, () => run(), after); };",
    "document.createElement = () => { throw new Error('nothing is made here'); };",
    "document.addEventListener = window.addEventListener = () => { throw new Error('nobody listens here'); };",
    "const { define } = customElements; customElements.define = function (...given) { return define.apply(customElements, given); };",
    "for (const name of ['log', 'warn', 'error']) console[name] = () => {};",
    "window.name = 'port-reference'; window.status = 'x'; var top2 = window.top; document.domain;",
];

/// No request is ever answered, and half a minute is over soon.
pub(crate) const NEVER: &str = "window.fetch = () => new Promise(() => {});
     const later = window.setTimeout; window.setTimeout = (run, after, ...given) => later(run, after > 5000 && after < 60000 ? 50 : after, ...given);";

/// What takes too long is given up soon.
pub(crate) const SOON: &str = "const later = window.setTimeout;
     window.setTimeout = (run, after, ...given) => later(run, after > 5000 ? 1500 : after, ...given);
     AbortSignal.timeout = () => {
         const late = new AbortController();
         later(() => late.abort(), 1500);
         return late.signal;
     };";
