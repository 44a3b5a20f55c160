/* Merges overlays into an encoded catalog. */
import { overlayTool } from "./files.js";
import { textAt } from "./load.js";
import { Problem } from "./problem.js";

/** `[source, text, problem]`: the text of an overlay, or why there is none. */
const textOf = async ([kind, value]) => {
  if (kind !== "url") return ["overlay", ...(kind === "text" ? [value, ""] : ["", value])];
  try {
    return [value, await textAt(value), ""];
  } catch (error) {
    return [value, "", error.message];
  }
};

/** Merges texts into an encoded catalog, its words and its details. */
const merged = (merge, bytes, words, texts, details) => {
  try {
    return merge(bytes, words, texts, details);
  } catch (error) {
    throw typeof error?.code === "string" ? error : new Problem("damaged", "overlays as large as these cannot be read here.");
  }
};

/**
 * Loads overlays, and the tool. Resolves to a function that takes an encoded catalog, its words, what makes something of merged
 * bytes, and, where the merged bytes shall have them, the catalog's details, which may be empty; it returns `{ made, problems }`, without `made` if no overlay can be used.
 */
export const mergedWith = async (overlays) => {
  const tool = overlayTool().then((merge) => [merge], (error) => [null, error.message]);
  const [texts, [merge, noMerge]] = await Promise.all([Promise.all(overlays.map(textOf)), tool]);
  return (bytes, words, make, details) => {
    const problems = [];
    const usable = [];
    for (const [source, text, problem] of texts) {
      const message = problem || noMerge;
      if (message) problems.push({ source, path: "", message });
      else usable.push([source, text]);
    }
    let made = null;
    try {
      if (usable.length) {
        const result = merged(merge, bytes, words, usable.map(([, text]) => text), details);
        for (const { overlay, path, message } of result.problems) problems.push({ source: usable[overlay][0], path, message });
        made = make(result.bytes);
      }
    } catch ({ message }) {
      for (const [source] of usable) problems.push({ source, path: "", message });
    }
    return { made, problems };
  };
};
