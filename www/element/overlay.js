/* Reads what a page sets as an overlay. */

/** Ignores `toJSON` on the prototypes of arrays and objects: some older libraries add one, which returns text. */
const asItIs = function (key, value) {
  const given = this[key];
  const toJSON = given?.toJSON;
  return toJSON === [].toJSON || toJSON === {}.toJSON ? given : value;
};

/**
 * `["url", address]` for a `URL`, `["text", JSON]` for anything else, and `["problem", why]` for what cannot be JSON. A text is never
 * an address: what is typed into a page must not be sent to a server.
 */
export const overlayOf = (overlay) => {
  if (overlay instanceof URL) return ["url", overlay.href];
  if (typeof overlay === "string") return ["text", overlay];
  try {
    const text = JSON.stringify(overlay, asItIs);
    if (text !== undefined) return ["text", text];
  } catch {
    // Reported below.
  }
  return ["problem", "this cannot be written as JSON; it may refer to itself, or hold a BigInt"];
};
