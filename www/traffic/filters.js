/* Filters over the kinds of traffic. */
import { listen, make } from "../element/dom.js";
import { ACTIONS, DIRECTIONS, EXPOSURES, number } from "./words.js";

/** What kinds are filtered by: name, label, the value of a kind, and its words. */
const DIMENSIONS = [
  ["action", "Action", (kind) => kind.action, (value) => ACTIONS[value] ?? value],
  ["direction", "Way", (kind) => kind.direction, (value) => DIRECTIONS[value]],
  ["transport", "Transport", (kind) => kind.transport, (value) => value.toUpperCase()],
  ["exposure", "Meant for", (kind) => kind.exposure, (value) => EXPOSURES[value]],
];
/** How long somebody types before the lines are searched, in milliseconds. */
const TYPED_FOR = 300;

/** The addresses to choose from, with their flows. */
const hostSelect = ({ hosts, hostsLeftOut }) => {
  const options = hosts.map(({ address, flows }) => make("option", { value: address }, `${address} (${number(flows)})`));
  if (hostsLeftOut) options.push(make("option", { disabled: "" }, "and more: search the lines for them"));
  return make("select", {}, make("option", { value: "" }, "all"), ...options);
};

/**
 * The bar of filters over the kinds of a report. `read` reads the input again; `show(kinds, wanted, matched)` shows what passes: `wanted` is
 * `{ text, host }`, and `matched` has the number of flows of each kind that have both, or is null.
 */
export const filterBar = (report, read, show, signal) => {
  const { kinds } = report;
  const selects = [];
  const host = hostSelect(report);
  const wanted = () => ({ text: input.value, host: host.value });
  const input = make("input", { type: "search", maxlength: "200", autocomplete: "off", spellcheck: "false" });
  let matched = null;
  let timer;
  let searching = new AbortController();
  const failed = make("p", { role: "status" });
  const passes = (kind, but) => selects.every(([select, of]) => select === but || !select.value || of(kind) === select.value);
  const flowsOf = (kind) => (matched ? (matched.get(kind.kind) ?? 0) : kind.flows);
  const count = () => {
    for (const [select, of, words] of selects) {
      for (const option of select.options) {
        const counted = kinds.filter((kind) => passes(kind, select) && (!option.value || of(kind) === option.value));
        const flows = counted.reduce((sum, kind) => sum + flowsOf(kind), 0);
        option.textContent = `${option.value ? words(option.value) : "all"} (${number(flows)})`;
      }
    }
  };
  const update = () => {
    count();
    show(kinds.filter((kind) => passes(kind)), wanted(), matched);
  };
  const search = async () => {
    searching.abort();
    const mine = (searching = new AbortController());
    failed.textContent = "";
    input.removeAttribute("aria-busy");
    if (!input.value && !host.value) {
      matched = null;
      return update();
    }
    input.setAttribute("aria-busy", "true");
    try {
      const found = await read({ ...wanted(), flows: 0, signal: AbortSignal.any([signal, mine.signal]) });
      matched = new Map(found.matched.map(({ kind, flows }) => [kind, flows]));
      update();
    } catch (error) {
      if (error.name !== "AbortError") failed.textContent = `The lines cannot be searched: ${error.message}`;
    } finally {
      if (mine === searching) input.removeAttribute("aria-busy");
    }
  };
  const bar = make("div", { class: "filters", part: "filters" });
  for (const [, label, of, words] of DIMENSIONS) {
    const values = [...new Set(kinds.map(of).filter(Boolean))];
    if (values.length < 2) continue;
    const select = make("select", {}, make("option", { value: "" }), ...values.map((value) => make("option", { value })));
    listen(select, "change", update, signal);
    selects.push([select, of, words]);
    bar.append(make("label", {}, make("span", {}, label), select));
  }
  if (report.hosts.length > 1) {
    listen(host, "change", search, signal);
    bar.append(make("label", {}, make("span", {}, "Host"), host));
  }
  const typed = () => {
    clearTimeout(timer);
    timer = setTimeout(search, TYPED_FOR);
  };
  listen(input, "input", typed, signal);
  listen(signal, "abort", () => clearTimeout(timer));
  bar.append(make("label", {}, make("span", {}, "Lines with"), input), failed);
  count();
  return bar;
};
