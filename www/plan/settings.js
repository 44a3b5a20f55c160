/* What is true of the whole plan: the release, who reaches it, and how the firewall works. */
import { listen, make } from "../element/dom.js";
import { CLOSES, wordsOf } from "./words.js";

const optionNodes = (pairs) => pairs.map(([value, label]) => make("option", { value }, label));

const select = (id, label, pairs, signal, onchange) => {
  const node = make("select", { id }, ...optionNodes(pairs));
  listen(node, "change", () => onchange(node.value), signal);
  return [make("label", { for: id }, label), node];
};

/** A field for networks; an empty one gives undefined. */
const networks = (id, label, placeholder, signal, onchange) => {
  const node = make("input", { id, type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", placeholder, dir: "ltr" });
  listen(node, "input", () => {
    const all = wordsOf(node.value);
    onchange(all.length ? all : undefined);
  }, signal);
  return [make("label", { for: id }, label), node];
};

const YES_OR_NO = [["", "not known"], ["yes", "yes"], ["no", "no"]];
const fromWord = (word) => ({ yes: true, no: false })[word];
const toWord = (value) => (value === undefined || value === null ? "" : value ? "yes" : "no");

/**
 * `{ release, peers, more, show }`: groups of nodes, and the function that shows a plan in them. `set(field, value)` changes the plan;
 * `entries()` are those of the plan, as `[id, label]`.
 */
export const settings = ({ vocabulary, entries, set, signal }) => {
  const releases = [["", "none, or not VOS"], ...vocabulary.releases.map((one) => [one, `VOS ${one}`])];
  const release = select("release", "Release", releases, signal, (value) => set("release", value || undefined));
  const peers = networks("peers", "Reached from", "everyone", signal, (value) => set("peers", value));
  const nio = select("nio", "The module has an NIO", YES_OR_NO, signal, (value) => set("nio", fromWord(value)));
  const state = make("input", { id: "state", type: "checkbox" });
  listen(state, "change", () => set("state", state.checked ? undefined : false), signal);
  const closes = select("closes", "All other traffic", Object.entries(CLOSES), signal, (value) => set("closes", value === "nothing" ? undefined : value));
  const managers = networks("managers", "The managers’ networks", "10.0.0.0/24", signal, (value) => set("managers", value));
  const by = select("by", "While loading, you are connected by", [["", "not said"]], signal, (value) => set("connected_by", value || undefined));
  const sources = [["", "as the release says"], ...vocabulary.source_ports.map(({ what, label }) => [what, label])];
  const ports = select("ports", "Source ports of this machine", sources, signal, (value) => set("source_ports", value || undefined));
  const check = make("span", { class: "check" }, state, make("label", { for: "state" }, "The firewall remembers connections, so that answers pass"));
  const more = make(
    "details",
    {},
    make("summary", {}, "More about the machine and its firewall"),
    make("div", { class: "own" }, ...closes, ...by, ...managers, ...nio, check, ...ports),
  );
  const show = (plan) => {
    release[1].value = plan.release ?? "";
    // A release that no document names may be asked for, too.
    if (plan.release && release[1].value !== plan.release) {
      release[1].append(...optionNodes([[plan.release, `VOS ${plan.release}`]]));
      release[1].value = plan.release;
    }
    peers[1].value = (plan.peers ?? []).join(", ");
    nio[1].value = toWord(plan.nio);
    state.checked = plan.state !== false;
    closes[1].value = plan.closes ?? "nothing";
    managers[1].value = (plan.managers ?? []).join(", ");
    const known = entries();
    const others = [plan.connected_by ?? ""].filter((id) => id && !known.some(([one]) => one === id));
    by[1].replaceChildren(...optionNodes([["", "not said"], ...known, ...others.map((id) => [id, id])]));
    by[1].value = plan.connected_by ?? "";
    ports[1].value = plan.source_ports ?? "";
    const isModule = plan.release !== undefined || plan.items.some((one) => one.product !== undefined);
    for (const node of nio) node.hidden = !isModule && plan.nio === undefined;
    for (const node of ports) node.hidden = plan.state !== false && plan.source_ports === undefined;
    if ([plan.nio, plan.managers, plan.closes, plan.connected_by, plan.source_ports].some((one) => one !== undefined) || plan.state === false) more.open = true;
  };
  return { release, peers, more, show };
};
