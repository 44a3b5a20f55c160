/*
The document's own properties and methods, whatever the page contains. `<img name="currentScript">` in a page overrides
`document.currentScript`, and `<form name="createElement">` the method; so they are taken from the prototypes.
*/
export const documentProperty = (name, of = globalThis.document) => of && Reflect.get(Document.prototype, name, of);

export const make = (tag, attributes, ...children) => {
  const element = documentProperty("createElement").call(document, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** Adds a listener until the signal is aborted. The options do not inherit from `Object.prototype`, which a page may change. */
export const listen = (target, kind, listener, signal) =>
  EventTarget.prototype.addEventListener.call(target, kind, listener, { __proto__: null, signal });

/** Sets properties again that the page set before the element was known: until then, they hide its own. */
export const setAgain = (host, names) => {
  for (const name of names.filter((name) => Object.hasOwn(host, name))) {
    const value = host[name];
    delete host[name];
    host[name] = value;
  }
};

/** Resolves an address against the page's base. */
export const resolved = (url) => new URL(url, documentProperty("baseURI")).href;

/** Keys that type into a field or move the cursor in it. */
const TYPING = /^(.|Arrow.*|Home|End|Backspace|Delete)$/u;

/** Hides typing from the page's own shortcuts: they see the element as the target, not a field, and would act on the keys. */
export const keep = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !TYPING.test(event.key)) return;
  event.stopPropagation();
};
