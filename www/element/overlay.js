/* What a page may give as an overlay. */

/** Older libraries give arrays and objects a `toJSON` that returns text: values that have no method of their own stay as they are. */
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
    // Told below.
  }
  return ["problem", "this cannot be written as JSON; it may refer to itself, or hold a BigInt"];
};
