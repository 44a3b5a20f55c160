/* What runs, as rows that can be changed. */
import { listen, make } from "../element/dom.js";
import { ROLES, wordsOf } from "./words.js";

/** A row of the plan. `change(names)` tells that fields of the item changed; `remove()` takes it out. */
const itemRow = (item, known, at, { change, remove, signal }) => {
  const what = item.entry ?? item.product;
  const label = known?.label ?? what;
  const id = (name) => `item-${at}-${name}`;
  const title = known?.href ? make("a", { href: known.href, part: "title" }, label) : make("span", { part: "title" }, label);
  const ports = known?.ports ? [" ", make("span", { class: "muted" }, known.ports)] : [];
  const out = make("button", { type: "button", class: "remove", part: "button", "aria-label": `Remove ${label}` }, "Remove");
  listen(out, "click", remove, signal);
  const isFixed = known?.roles.length === 1 && known.roles[0] === item.role;
  const options = Object.entries(ROLES).map(([value, text]) => make("option", { value }, text));
  const role = isFixed ? make("span", { class: "muted" }, ROLES[item.role]) : make("select", { "aria-label": `What ${label} does here` }, ...options);
  if (!isFixed) role.value = item.role ?? "server";
  listen(role, "change", () => change({ role: role.value }), signal);

  const peers = make("input", { id: id("peers"), type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", placeholder: "as said above", dir: "ltr" });
  peers.value = (item.peers ?? []).join(", ");
  listen(peers, "input", () => {
    const all = wordsOf(peers.value);
    change({ peers: all.length ? all : undefined });
  }, signal);
  const own = [make("label", { for: id("peers") }, "Others than above"), peers];
  if (known?.movable) {
    const port = make("input", { id: id("port"), type: "number", min: "1", max: "65535", placeholder: what });
    port.value = item.port ?? "";
    listen(port, "input", () => change({ port: port.value === "" ? undefined : port.valueAsNumber }), signal);
    own.push(make("label", { for: id("port") }, "Moved to port"), port);
  }
  const details = make("details", {}, make("summary", {}, "Another port, other peers"), make("div", { class: "own" }, ...own));
  details.open = item.peers !== undefined || item.port !== undefined;
  const fault = make("p", { class: "fault", role: "alert", hidden: "" });
  return make(
    "li",
    { class: "item", part: "item" },
    make("div", { class: "head" }, make("span", {}, title, ...ports), out),
    make("div", { class: "tools" }, role),
    details,
    fault,
  );
};

/** The list of what runs. `describe(what)` returns what is known of it. */
export const itemNodes = (items, describe, { change, remove, signal }) =>
  items.map((item, at) =>
    itemRow(item, describe(item.entry ?? item.product), at, { change: (fields) => change(at, fields), remove: () => remove(at), signal }),
  );
