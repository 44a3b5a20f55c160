/* Two releases compared: what opens, closes and changes from one to the other, and what nobody says. */
import { listen, make } from "../element/dom.js";

const DOES = { listens: "listens", connects: "connects to", sends: "sends from", ephemeral: "source ports" };

const portCell = ({ ports, transports }) => (ports === null ? "not fixed" : (transports.length ? transports : ["?"]).map((transport) => `${ports}/${transport}`).join(", "));

const titleOf = ({ entry, title, href }) => {
  const label = `${entry} ${title}`;
  return href ? make("a", { href, part: "title" }, label) : make("span", { part: "title" }, label);
};

const tableOf = (label, heads, rows) => {
  const head = make("tr", {}, ...heads.map((text) => make("th", { scope: "col" }, text)));
  const body = rows.map(([first, ...cells]) => make("tr", {}, make("th", { scope: "row" }, first), ...cells.map((cell) => make("td", {}, ...[cell].flat()))));
  return make("div", { class: "wide", tabindex: "0", role: "region", "aria-label": label }, make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
};

const products = ({ products: all }) => all.join(", ");

const UNSAID = {
  yes: { unsaid: (from, to) => `whether ${to} still has it` },
  no: { unsaid: (from, to) => `whether ${to} has it` },
  unsaid: {
    yes: (from) => `whether ${from} had it`,
    no: (from) => `whether ${from} had it`,
    unsaid: (from, to) => `whether ${from} or ${to} has it`,
  },
};

const section = (title, all, ...nodes) => [make("h3", {}, title), ...(all.length ? nodes : [make("p", { class: "muted" }, "Nothing.")])];

/** What two releases differ in; `found` is the engine's comparison. */
const differences = (found, from, to) => {
  const { opens, closes, changes, not_said: unsaid, stays } = found;
  const turned = (all, label, last) =>
    tableOf(label, ["Port", "Service", "Role", "Product", last], all.map((one) => [portCell(one), [titleOf(one), ` (${one.name})`], DOES[one.role], products(one), one.shared_with.join(", ")]));
  const changed = changes.map(({ from: before, to: now, shared_with: others }) => [portCell(before), portCell(now), [titleOf(now), ` (${now.name})`], DOES[now.role], products(now), others.join(", ")]);
  const open = unsaid.map((one) => [portCell(one), [titleOf(one), ` (${one.name})`], DOES[one.role], products(one), UNSAID[one.from][one.to](from, to)]);
  const counts = `${opens.length} ${opens.length === 1 ? "service opens" : "services open"}, ${closes.length} ${closes.length === 1 ? "closes" : "close"}, ${changes.length} ${changes.length === 1 ? "changes its" : "change their"} port or transport; ${stays} stay as they were.`;
  return [
    make("h2", { class: "minor" }, `From VOS ${from} to ${to}`),
    make("p", {}, `By the vendor’s tables, ${counts} Only the products that you have count.`),
    ...section("What opens", opens, turned(opens, "What opens", `On ${from} used by`)),
    ...section("What closes", closes, turned(closes, "What closes", `On ${to} still used by`)),
    ...section("What changes", changes, tableOf("What changes", ["Before", "Now", "Service", "Role", "Product", `On ${to} still used by`], changed)),
    ...section("What nobody says", unsaid, tableOf("What nobody says", ["Port", "Service", "Role", "Product", "To be found out"], open)),
  ];
};

const chooser = (id, label, releases, signal, onchange) => {
  const node = make("select", { id }, make("option", { value: "" }, "choose"), ...releases.map((one) => make("option", { value: one }, `VOS ${one}`)));
  listen(node, "change", onchange, signal);
  return [make("label", { for: id }, label), node];
};

/**
 * `{ fields, node, show, value }`: the fields by which two releases are chosen, and what they differ in. `compare(from, to)` asks the
 * engine, and `onchange()` is called when something else is chosen; `value` is `["14.7", "15.1"]`, or empty.
 */
export const comparison = ({ releases, compare, onchange, signal }) => {
  const node = make("div", { class: "comparison" });
  const [from, to] = [["from", "From"], ["to", "To"]].map(([id, label]) => chooser(id, label, releases, signal, () => {
    update();
    onchange();
  }));
  const fields = make("details", {}, make("summary", {}, "Compare two releases"), make("div", { class: "own" }, ...from, ...to));
  const value = () => [from[1].value, to[1].value].filter(Boolean);
  const update = () => {
    const pair = value();
    const isPair = pair.length === 2 && pair[0] !== pair[1];
    node.replaceChildren(...(isPair ? differences(compare(...pair), ...pair) : []));
  };
  const show = (pair) => {
    [from[1].value, to[1].value] = pair.length === 2 ? pair : ["", ""];
    if (pair.length === 2) fields.open = true;
    update();
  };
  return { fields, node, show, value };
};
