// What came of a hostile text: everything that ran, was added or was changed by it.
const OURS = new Set("a b button datalist details dialog div fieldset input kbd label legend li mark ol option p slot span summary ul".split(" "));
const before = {
  // Counted when the page is there.
  nodes: 0,
  prototype: Object.getOwnPropertyNames(Object.prototype).length,
};
window.dialogs = 0;
for (const name of ["alert", "confirm", "prompt", "print", "open"]) {
  window[name] = () => {
    window.dialogs += 1;
    return null;
  };
}
document.addEventListener("DOMContentLoaded", () => {
  before.nodes = document.querySelectorAll("*").length;
});

window.harm = (root) => {
  const found = [];
  if (window.hurt !== undefined) found.push("a script ran");
  if (window.dialogs) found.push("a dialog was opened");
  for (const error of window.thrown) found.push(`thrown: ${error}`);
  if (Object.getOwnPropertyNames(Object.prototype).length !== before.prototype || Object.keys({}).length) found.push("Object.prototype has grown");
  if (document.querySelectorAll("*").length !== before.nodes) found.push("the page has other elements than before");
  for (const node of root?.querySelectorAll("*") ?? []) {
    if (!OURS.has(node.localName) || node.namespaceURI !== "http://www.w3.org/1999/xhtml") found.push(`a <${node.localName}>`);
    for (const { name, value } of node.attributes) {
      if (/^on/i.test(name) || ["style", "srcdoc", "src", "action", "formaction"].includes(name) && node.part?.value !== "panel") {
        found.push(`${name}="${value.slice(0, 80)}"`);
      }
    }
    if (node.hasAttribute("href") && !["http:", "https:", "file:"].includes(node.protocol)) found.push(`a link to ${node.href.slice(0, 80)}`);
  }
  return found;
};
