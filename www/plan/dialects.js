/* Rules of other firewalls than the usual one: what writes them is loaded when somebody asks for them. */
import { Problem } from "../element/problem.js";
import { dialectTool } from "./dialects-program.js";

/** The dialect that is shown first. Its rules come with the plan. */
export const USUAL_DIALECT = "nftables";

let writeRules;

/** Whether the rules of a dialect can be written at once. */
export const isAtHand = (dialect) => dialect === USUAL_DIALECT || writeRules !== undefined;

/** Loads what writes the rules of all others. */
export const loadDialects = async () => {
  try {
    writeRules ??= await dialectTool();
  } catch ({ code, message }) {
    throw new Problem(code ?? "damaged", `what writes the rules of other firewalls is missing: ${message} Put all files of one release there, and load the page again.`);
  }
};

/** `{ dialect: { label, text, files, test, load, undo, remarks } }` for an outline of the engine's. They have to be at hand. */
export const rulesOf = (outline, dialects) => JSON.parse(writeRules(outline, dialects.join("\n")));
