/* Rules and tables of a plan: shown, copied, saved. */
import { listen, make } from "../element/dom.js";
import { button, copied, saved } from "../element/share.js";
import { USUAL_DIALECT } from "./dialects.js";

const TABLES = [
  ["plain", "List of ports", "txt"],
  ["markdown", "Table in Markdown", "md"],
  ["csv", "Table as CSV", "csv"],
  ["json", "Everything as JSON", "json"],
];
const TYPE = "text/plain;charset=utf-8";

/** What is shown of a result: its text, and its files. */
const shownOf = (result, chosen) => {
  const written = result.files[chosen];
  if (written) return { text: written.text, files: written.files };
  const [id, , extension] = TABLES.find(([known]) => known === chosen) ?? TABLES[0];
  const { rules: _rules, files: _files, tables, ...data } = result;
  const text = id === "json" ? `${JSON.stringify({ schema_version: 1, ...data }, null, 2)}\n` : `${tables[id].trimEnd()}\n`;
  return { text, files: [{ name: `plan.${extension}`, text }] };
};

/** `{ node, dialect, show, clear }`: the part of the page that shows rules. `onchoice` is called when another form is chosen. */
export const rulesView = (vocabulary, onchoice, signal) => {
  const option = ([value, label]) => make("option", { value }, label);
  const select = make(
    "select",
    { id: "form" },
    make("optgroup", { label: "Rules for" }, ...vocabulary.dialects.map(({ id, label }) => option([id, label]))),
    make("optgroup", { label: "For a change request" }, ...TABLES.map(option)),
  );
  const code = make("code", { part: "code" });
  const pre = make("pre", { dir: "ltr", tabindex: "0", role: "region", "aria-label": "Rules" }, code);
  const saves = make("span", { class: "saves" });
  let shown = { text: "", files: [] };
  let form = USUAL_DIALECT;
  const tools = make("div", { class: "tools" }, make("label", { for: "form" }, "Rules for"), select);
  const copy = button("Copy", () => copied(shown.text, node), signal, { class: "main" });
  tools.append(copy, saves);
  const node = make("div", { class: "rules", part: "rules", hidden: "" }, tools, pre);
  listen(select, "change", () => onchoice(), signal);
  return {
    node,
    get dialect() {
      return select.value;
    },
    set dialect(id) {
      select.value = id;
      if (!select.value) select.value = USUAL_DIALECT;
    },
    get isTable() {
      return TABLES.some(([id]) => id === select.value);
    },
    /** The dialect that is asked for; tables come with each. */
    get wanted() {
      return this.isTable ? USUAL_DIALECT : select.value;
    },
    /** Goes back to the form that is shown. */
    stay() {
      select.value = form;
    },
    /** Shows that what writes the rules is still to come: those of another firewall are not to be copied meanwhile. */
    wait() {
      shown = { text: "", files: [] };
      code.textContent = "Loading what writes these rules …";
      saves.replaceChildren();
      copy.disabled = true;
      node.hidden = false;
    },
    show(result) {
      form = select.value;
      copy.disabled = false;
      shown = shownOf(result, form);
      // What was to be copied by hand is another text now.
      node.querySelector(".by-hand")?.remove();
      code.textContent = shown.text;
      const label = (name) => (shown.files.length > 1 ? `Save ${name}` : "Save");
      saves.replaceChildren(...shown.files.map(({ name, text }) => button(label(name), () => saved(text, name, TYPE), signal)));
      node.hidden = false;
    },
    clear() {
      node.hidden = true;
    },
  };
};
