import { documentProperty } from "./dom.js";

const STYLE = __PORT_REFERENCE_CSS__;
const sheets = new WeakMap();

/** Gives a shadow root its style. A sheet serves the document alone in which it was made, and is lost on the way to another. */
export const adoptStyle = (root) => {
  const owner = root.ownerDocument;
  const view = documentProperty("defaultView", owner);
  // Nothing is seen of a document without a window.
  if (!view) return;
  let sheet = sheets.get(owner);
  if (!sheet) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    sheets.set(owner, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
};
