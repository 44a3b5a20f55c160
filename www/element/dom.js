/*
The document as the platform has it. `<img name="currentScript">` in a page makes `document.currentScript` that image, and
`<form name="createElement">` a form of the function; what is taken from the prototypes stays what it is.
*/
export const documentProperty = (name, of = document) => Reflect.get(Document.prototype, name, of);

export const make = (tag, attributes, ...children) => {
  const element = documentProperty("createElement").call(document, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** Listens until the signal is aborted. Options inherit nothing, whatever a page adds to `Object.prototype`. */
export const listen = (target, kind, listener, signal) =>
  EventTarget.prototype.addEventListener.call(target, kind, listener, { __proto__: null, signal });

/** An address, as the page resolves it. */
export const resolved = (url) => new URL(url, documentProperty("baseURI")).href;
