import { documentProperty } from "./dom.js";

const STYLE = __PORT_REFERENCE_CSS__;
const sheets = new WeakMap();

/** Adds the style sheet to a shadow root. A sheet only works in the document where it was made, so each document has its own. */
export const adoptStyle = (root) => {
  const owner = root.ownerDocument;
  const view = documentProperty("defaultView", owner);
  // A document without a window is not rendered.
  if (!view) return;
  let sheet = sheets.get(owner);
  if (!sheet) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(STYLE);
    sheets.set(owner, sheet);
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [sheet, ...root.adoptedStyleSheets];
};
