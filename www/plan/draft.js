/* From a plan as an object to flows and rules. What is wrong with it is said by its path, all at once. */
import { Problem } from "../element/problem.js";
import { loadDialects, rulesOf } from "./dialects.js";
import { plan } from "./program.js";

const text = (value) => typeof value === "string";
const isWhole = (value) => Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
const isTexts = (value) => Array.isArray(value) && value.every(text);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isBool = (value) => typeof value === "boolean";

const TEXT = [text, "a text"];
const TEXTS = [isTexts, "a list of texts"];
const BOOL = [isBool, "true or false"];
/** What each field has to be. */
const PLAN_FIELDS = {
  release: [text, "a text such as \"15.1\""],
  nio: BOOL,
  state: BOOL,
  parameters: [isObject, "an object of names and numbers"],
  items: [Array.isArray, "a list of objects"],
  peers: TEXTS,
  managers: TEXTS,
  source_ports: TEXT,
  closes: [text, "\"nothing\", \"incoming\" or \"both\""],
  connected_by: TEXT,
  decisions: [isObject, "an object of ids, each with true or false"],
  dialect: [(value) => text(value) || isTexts(value), "the id of a dialect, or a list of them"],
};
const ITEM_FIELDS = {
  entry: [text, "an entry's id such as \"22\""],
  product: [text, "a product's id such as \"S269\""],
  role: [text, "\"server\", \"client\" or \"both\""],
  peers: TEXTS,
  port: [isWhole, "a number from 1 to 65535"],
};

/** The own fields of an object that are what they have to be; all others are mistakes. */
const checked = (object, path, fields, mistakes) => {
  const found = { __proto__: null };
  for (const [name, value] of Object.entries(object)) {
    const at = path ? `${path}.${name}` : name;
    const field = Object.hasOwn(fields, name) ? fields[name] : null;
    if (!field) mistakes.push({ path: at, says: "there is no such field", remedy: `the fields are ${Object.keys(fields).join(", ")}` });
    else if (value === undefined || value === null) continue;
    else if (field[0](value)) found[name] = value;
    else mistakes.push({ path: at, says: "this is of another kind", remedy: `write ${field[1]}` });
  }
  return found;
};

/** The fields of an item that are what they have to be; null for what is none. */
const checkedItem = (given, path, mistakes) => {
  if (!isObject(given)) {
    mistakes.push({ path, says: "this is of another kind", remedy: "write an object such as { entry: \"22\" }" });
    return null;
  }
  const item = checked(given, path, ITEM_FIELDS, mistakes);
  if ((item.entry === undefined) === (item.product === undefined)) {
    const says = item.entry === undefined ? "nothing is named" : "an entry and a product are named";
    mistakes.push({ path, says, remedy: "name one entry or one product" });
  }
  // That is the id of an entry.
  if (/^\d+(-\d+)?$/.test(item.product ?? "")) mistakes.push({ path: `${path}.product`, says: "this is no product", remedy: `write { entry: "${item.product}" }` });
  return item;
};

/** Gives the engine the items that are some; returns the position of each in the input. */
const addItems = (draft, items, peers, mistakes) =>
  items.flatMap((given, at) => {
    const item = checkedItem(given, `items[${at}]`, mistakes);
    if (!item) return [];
    draft.item(item.entry ?? item.product ?? "", item.role ?? "server", (item.peers ?? peers).join("\n"), item.port);
    return [at];
  });

/** Gives the engine the pairs whose values are of the right kind; returns their names. */
const addPairs = (pairs, path, [isRight, kind], add, mistakes) =>
  Object.entries(pairs ?? {}).flatMap(([name, value]) => {
    if (isRight(value)) {
      add(name, value);
      return [name];
    }
    mistakes.push({ path: `${path}.${name}`, says: "this is of another kind", remedy: `write ${kind}` });
    return [];
  });

/** A path of the engine's, which counts what it was given, as a path in the input. */
const pathIn = (input, places, path) => {
  const [, list, number, rest] = /^(items|parameters|decisions)\[(\d+)\](.*)$/.exec(path) ?? [];
  if (list === undefined) return path;
  const at = places[list][number] ?? number;
  if (list !== "items") return `${list}.${at}${rest}`;
  return `items[${at}]${rest === ".what" ? (input.items[at]?.entry === undefined ? ".product" : ".entry") : rest}`;
};

/** What is of another kind than it has to be, before anything is known of ports. */
export const mistakesOfKind = (input) => {
  if (!isObject(input)) return [{ path: "", says: "this is of another kind", remedy: "write an object" }];
  const mistakes = [];
  const given = checked(input, "", PLAN_FIELDS, mistakes);
  given.items?.forEach((item, at) => checkedItem(item, `items[${at}]`, mistakes));
  return mistakes;
};

/** Whether one path is within the other. */
const isWithin = (path, other) => path === other || [".", "["].some((sign) => path.startsWith(other + sign));

/** The error of a plan with mistakes. */
export const refused = (mistakes) => {
  const lines = mistakes.slice(0, 10).map(({ path, says, remedy }) => `${path}: ${says}; ${remedy}`);
  const more = mistakes.length > lines.length ? `; and ${mistakes.length - lines.length} more` : "";
  return Object.assign(new Problem("input", `The plan has mistakes: ${lines.join("; ")}${more}.`), { mistakes });
};

/** Gives the engine a plan; returns the dialects that are wanted, and where in the input is what it was given. */
const filled = (draft, input, mistakes) => {
  const given = checked(input, "", PLAN_FIELDS, mistakes);
  const peers = given.peers ?? ["everyone"];
  const items = addItems(draft, given.items ?? [], peers, mistakes);
  if (given.release !== undefined) draft.release(given.release);
  if (given.managers !== undefined) draft.managers(given.managers.join("\n"));
  if (given.nio !== undefined) draft.nio(given.nio);
  if (given.state !== undefined) draft.state(given.state);
  if (given.source_ports !== undefined) draft.sourcePorts(given.source_ports);
  if (given.closes !== undefined) draft.closes(given.closes);
  if (given.connected_by !== undefined) draft.connectedBy(given.connected_by);
  const parameters = addPairs(given.parameters, "parameters", [isWhole, "a whole number"], (name, value) => draft.parameter(name, value), mistakes);
  const decisions = addPairs(given.decisions, "decisions", BOOL, (id, yes) => draft.decision(id, yes), mistakes);
  return { dialects: [given.dialect ?? []].flat().join("\n"), places: { items, parameters, decisions } };
};

/** What the engine makes of a plan. */
const resultOf = (ports, input, base) => {
  if (!isObject(input)) throw new TypeError("plan(): the plan must be an object");
  const mistakes = [];
  const draft = new plan.PlanDraft();
  let result;
  let places;
  try {
    const given = filled(draft, input, mistakes);
    places = given.places;
    result = JSON.parse(ports.plan(draft, given.dialects, base));
  } finally {
    draft.free();
  }
  const others = (result.mistakes ?? []).map((one) => ({ ...one, path: pathIn(input, places, one.path) }));
  mistakes.push(...others.filter(({ path }) => !mistakes.some((known) => isWithin(path, known.path))));
  if (mistakes.length) throw refused(mistakes);
  return result;
};

/** The result of the engine with the rules that it left to be written. */
const complete = ({ rules: first, outline, dialects, ...rest }) => {
  const others = dialects.filter((id) => !Object.hasOwn(first, id));
  const written = others.length ? { ...first, ...rulesOf(outline, others) } : first;
  const of = (part) => Object.fromEntries(dialects.map((id) => [id, part(written[id])]));
  return { ...rest, rules: of(({ text }) => text), files: of((one) => one) };
};

/**
 * Plans: `{ flows, open, warnings, rules, files, tables }`, `rules` being the text for each dialect, which have to be at hand. `ports` come
 * from `planPortsOf()`; links start with `base`. Throws a `Problem` with the code `input` and the list `mistakes`.
 */
export const planned = (ports, input, base) => complete(resultOf(ports, input, base));

/** The same in any dialect: what writes its rules is loaded. */
export const plannedInAny = async (ports, input, base) => {
  const result = resultOf(ports, input, base);
  if (result.outline !== null) await loadDialects();
  return complete(result);
};
