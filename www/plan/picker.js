/* The field by which services and products are added: a combobox with a list of what fits. */
import { listen, make } from "../element/dom.js";

const MOST = 8;
const NONE = "Nothing known has this name or number.";

/** `{ node, field }`. `choices(text)` returns what fits; `add(choice)` takes one, `isIn(what)` says whether the plan has it, and `say(text)` announces. */
export const picker = ({ choices, add, isIn, say, signal }) => {
  const field = make("input", {
    id: "pick", part: "field", type: "text", role: "combobox", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
    "aria-expanded": "false", "aria-controls": "choices", "aria-autocomplete": "list", placeholder: "Samba, OpenSSH, S269, 5432 …",
  });
  const list = make("ul", { id: "choices", role: "listbox", "aria-label": "What fits", hidden: "" });
  const node = make("div", { class: "picker" }, make("label", { for: "pick" }, "Add a service or a product"), field, list);
  let shown = [];
  let active = -1;

  const close = () => {
    shown = [];
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const mark = (at) => {
    active = at;
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    field.setAttribute("aria-activedescendant", `choice-${at}`);
    list.children[at]?.scrollIntoView({ __proto__: null, block: "nearest" });
  };
  const take = (at) => {
    const choice = shown[at];
    if (!choice) return;
    field.value = "";
    close();
    add(choice);
  };
  const optionOf = (choice, at) => {
    const detail = [choice.ports, isIn(choice.what) ? "in the plan" : ""].filter(Boolean).join(" · ");
    const option = make(
      "li",
      { id: `choice-${at}`, role: "option", "aria-selected": "false", part: "choice" },
      make("span", { class: "label" }, choice.label),
      " ",
      make("span", { class: "muted" }, detail),
      make("span", { class: "muted summary" }, choice.summary),
    );
    // The field keeps the focus.
    listen(option, "pointerdown", (event) => event.preventDefault(), signal);
    listen(option, "click", () => take(at), signal);
    return option;
  };
  const open = () => {
    const text = field.value.trim();
    shown = text ? choices(text, MOST) : [];
    if (text && !shown.length) {
      close();
      list.hidden = false;
      list.append(make("li", { class: "none", role: "option", "aria-disabled": "true" }, NONE));
      field.setAttribute("aria-expanded", "true");
      say(NONE);
      return;
    }
    list.replaceChildren(...shown.map(optionOf));
    list.hidden = !shown.length;
    field.setAttribute("aria-expanded", String(shown.length > 0));
    if (shown.length) mark(0);
    else close();
  };

  listen(field, "input", open, signal);
  listen(field, "blur", close, signal);
  listen(field, "keydown", (event) => {
    if (event.isComposing) return;
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !shown.length) open();
    else if (event.key === "ArrowDown" && shown.length) mark((active + 1) % shown.length);
    else if (event.key === "ArrowUp" && shown.length) mark((active + shown.length - 1) % shown.length);
    else if (event.key === "Enter" && shown.length) take(active);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, signal);
  return { node, field };
};
