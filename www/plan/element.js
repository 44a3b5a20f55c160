/*
<port-plan>: from what somebody runs to the flows that it needs, and to rules for their firewall. Two lines are all it takes:

  <script src="embed/port-plan.js" defer></script>
  <port-plan><a href="https://ports.example/plan.html">Plan a firewall</a></port-plan>

Nothing that is filled in leaves the page: rules are made on the reader's machine. The element's content is shown only when planning
cannot work.

Attributes
  src         another catalog, as one file; it has no conditions of advice. Default: the one beside the script
  overlay     addresses of overlays, an organisation's own entries as JSON, separated by spaces; default: none
  base        the address that links to chapters begin with; default: the book beside the script
  theme       auto (the page's color-scheme; light where the page names none), light or dark; default: auto
  hash        keeps the plan in the fragment of the page's address, so that it can be shared
  remember    the name under which the browser remembers the plan until it is forgotten by one click; default: it is not remembered
Properties
  overlay     an overlay or a list of them, as for <port-reference>; default: null
  value       the plan, as plan() takes it; can be set
  ready       a Promise of the element. Rejected when planning cannot work
Method
  plan(input) -> Promise of { flows, open, warnings, rules, files, tables, problems }; shows nothing; problems are the mistakes in overlays
    input:    { release, items: [{ entry or product, role, peers, port }], peers, managers, nio, state, parameters, source_ports, closes,
              connected_by, decisions, dialect }
    role:     "server", "client" or "both"; default "server". peers: "everyone", "managers", "this-machine", networks
    closes:   what is done with all other traffic: "nothing", "incoming" or "both". dialect: one id or a list; default: all
    flow:     { action, direction, transport, local: [first, last], remote: [first, last], peers, reasons, advice }
    open:     { entry, title, settled_by, question }: there is no rule for it until it is settled
    rules:    { dialect: text }; files: { dialect: { files, test, load, undo, remarks } }; tables: { markdown, csv, plain }
    A plan with mistakes is an error with the code input, and has the list mistakes: { path, says, remedy }
Events, bubbling and composed
  port-plan-ready   {}
  port-plan-change  { flows, open, warnings }: how many of each
  port-plan-error   { code, message }, as for <port-reference>; with the code overlay also { problems }; with input, for a value that is
                    no plan, also { mistakes }
Parts
  field, button, choice, item, title, rules, code, warning, question, badge, problem
Custom properties, as <port-reference> has them
  --port-reference-accent, -background, -text, -border, -muted, -font
*/
import { baseOf, catalogOf, overlaysOf } from "../element/attributes.js";
import { keep, listen, make, setAgain } from "../element/dom.js";
import { catalogUrl } from "../element/files.js";
import { explain, report } from "../element/messages.js";
import { Ready } from "../element/ready.js";
import { button, copied } from "../element/share.js";
import { adoptStyle } from "../element/style.js";
import { comparison } from "./comparison.js";
import { USUAL_DIALECT, isAtHand, loadDialects } from "./dialects.js";
import { mistakesOfKind, planned, plannedInAny, refused } from "./draft.js";
import { flowNodes, warningNodes } from "./flows.js";
import { isPlan, planOfText, textOfPlan } from "./fragment.js";
import { itemNodes } from "./items.js";
import { picker } from "./picker.js";
import { planPortsOf } from "./ports.js";
import { answerNodes, questionNodes } from "./questions.js";
import { rulesView } from "./rules.js";
import { settings } from "./settings.js";
import { planHeadline } from "./words.js";

/** How long somebody types before a mistake is told, and before the address is written, in milliseconds. */
const PATIENCE_WITH_MISTAKES = 900;
const BEFORE_WRITING = 200;
const PLAN_PROPERTIES = ["overlay", "value"];
const EXAMPLE_PLAN = "release=15.1&from=192.0.2.0/24&run=S269&run=22";

/** A copy without what is not said. */
const copyOf = (plan) => JSON.parse(JSON.stringify(plan));

// Importing this must not fail where there is no DOM.
export class PortPlan extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = ["src", "overlay", "base"];

  #root = this.attachShadow({ mode: "open" });
  /** Aborted when the element is disconnected; ends its listeners. */
  #connection = null;
  #nodes = null;
  /** Aborted when other rows are shown; and when another result is. */
  #rows = null;
  #shown = null;
  #overlay = null;
  #ready = new Ready();
  /** Holds what is known of ports while the element is in the page; `#known` is its value, once it is there. */
  #held = null;
  #known = null;
  #plan = { items: [] };
  /** Whether the plan was given by the page, and not by its address. */
  #isGiven = false;
  #writing;
  /** Mistakes that are not told while somebody still types. */
  #mistakes = [];
  #faulting;
  /** The nodes for which rules of another firewall are being loaded. */
  #awaited = null;

  get value() {
    return copyOf(this.#plan);
  }

  set value(plan) {
    const mistakes = mistakesOfKind(plan ?? {});
    if (mistakes.length) {
      // What stood before still stands.
      const { code, message } = refused(mistakes);
      this.#fire("error", { code, message, mistakes });
      return;
    }
    this.#isGiven = true;
    this.#take(plan ?? {});
  }

  get overlay() {
    return this.#overlay;
  }

  set overlay(overlay) {
    this.#overlay = overlay ?? null;
    this.#renew();
  }

  get ready() {
    return this.#ready.promise;
  }

  async plan(input) {
    const held = this.#hold();
    try {
      const { ports, problems } = await held.value;
      return { ...(await plannedInAny(ports, input, baseOf(this))), problems };
    } finally {
      held.release();
    }
  }

  focus(options) {
    this.#nodes?.pick.focus(options);
  }

  connectedCallback() {
    if (this.#connection) return;
    setAgain(this, PLAN_PROPERTIES);
    this.#connection = new AbortController();
    adoptStyle(this.#root);
    this.#root.replaceChildren(make("div", { class: "root", "aria-busy": "true" }, make("p", { class: "muted" }, "Loading what is known of ports …")));
    const { signal } = this.#connection;
    if (this.#usesHash) listen(globalThis, "hashchange", () => this.#readAddress(), signal);
    // Who leaves at once has changed the plan, too.
    listen(globalThis, "pagehide", () => this.#write(), signal);
    this.#load();
  }

  disconnectedCallback() {
    if (!this.#connection) return;
    // The address may be another page's by now.
    this.#write(false);
    this.#connection.abort();
    this.#connection = null;
    this.#release();
    this.#root.replaceChildren();
  }

  /** Moved by `moveBefore()`: everything stays as it is. */
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, after) {
    if (before !== after) this.#renew();
  }

  /** Plans again with another catalog. */
  #renew() {
    const root = this.#nodes?.root;
    const hadFocus = this.#root.activeElement !== null;
    this.#release();
    if (!this.#connection) return;
    if (root) {
      root.inert = true;
      root.setAttribute("aria-busy", "true");
    }
    this.#load().then(() => hadFocus && this.focus());
  }

  #hold() {
    return planPortsOf(catalogOf(this), overlaysOf(this, this.#overlay));
  }

  #release() {
    clearTimeout(this.#faulting);
    this.#rows?.abort();
    this.#shown?.abort();
    this.#nodes?.made.abort();
    this.#rows = this.#shown = this.#nodes = this.#known = null;
    this.#held?.release();
    this.#held = null;
    if (this.#ready.settled) this.#ready = new Ready();
  }

  /** Loads what is needed, and shows the plan. */
  async #load() {
    const ready = this.#ready;
    let held;
    try {
      held = this.#held = this.#hold();
      const known = await held.value;
      if (held !== this.#held) return;
      this.#known = known;
      ready.settled = true;
      this.#build();
      if (known.problems.length) this.#fire("error", report(known.problems, this.#nodes.root));
      this.#readFirst();
      this.#fire("ready", {});
      ready.resolve(this);
    } catch (error) {
      if (held && held !== this.#held) return;
      ready.settled = true;
      ready.reject(error);
      const root = make("div", { class: "root" });
      this.#root.replaceChildren(root);
      this.#fire("error", explain(error, root, "Planning does"));
    }
  }

  #build() {
    const made = new AbortController();
    const { signal } = made;
    const { ports, vocabulary } = this.#known;
    const set = (field, value) => this.#change({ [field]: value });
    const form = settings({ vocabulary, entries: () => this.#entries(), set, signal });
    const choices = (text, most) => JSON.parse(ports.choices(text, most, baseOf(this)));
    const pick = picker({ choices, add: (choice) => this.#add(choice), isIn: (what) => this.#at(what) >= 0, say: (text) => this.#say(text), signal });
    // Tables come with every dialect, and are not part of the plan.
    const rules = rulesView(vocabulary, () => (rules.isTable ? this.#update() : this.#change({ dialect: rules.dialect === USUAL_DIALECT ? undefined : rules.dialect })), signal);
    const releases = comparison({
      releases: vocabulary.releases,
      compare: (from, to) => JSON.parse(ports.compare(from, to, baseOf(this))),
      onchange: () => this.#change({}),
      signal,
    });
    const items = make("ul", { class: "items" });
    const questions = make("div", { class: "open" });
    const fault = make("p", { class: "fault", role: "alert", hidden: "" });
    const example = button("Show an example", () => {
      this.#take(planOfText(EXAMPLE_PLAN).plan, true);
      headline.focus();
      return "Show an example";
    }, signal);
    const empty = make("div", { class: "empty" }, make("p", {}, "Name what runs on the machine: rules for its firewall follow at once, here."), example);
    const forget = make("button", { type: "button", part: "button" }, "Start over");
    listen(forget, "click", () => {
      releases.show([]);
      this.#take({}, true);
      pick.field.focus();
    }, signal);
    const foot = make("div", { class: "tools foot", hidden: "" }, forget);
    if (this.#usesHash) foot.append(button("Copy a link to this plan", () => copied(new URL(`#${this.#text()}`, location.href).href, foot), signal));
    const headline = make("h2", { class: "headline", tabindex: "-1" });
    const outdated = make("p", { class: "outdated" }, "These rules are of the plan as it was before the mistake.");
    const warnings = make("div", {});
    const flows = make("div", { class: "flows" });
    const status = make("p", { class: "unseen", role: "status" });
    const left = make(
      "div",
      { class: "left" },
      make("div", { class: "own" }, ...form.release, ...form.peers),
      fault,
      pick.node,
      items,
      questions,
      form.more,
      releases.fields,
      foot,
    );
    const result = make("div", { class: "result", hidden: "" }, headline, outdated, warnings, rules.node, flows);
    // All of it is English, whatever the page is.
    const root = make("div", { class: "root", lang: "en", dir: "ltr" }, make("div", { class: "columns" }, left, make("div", { class: "right" }, empty, result)), releases.node, status);
    this.#nodes = { made, root, form, pick: pick.field, rules, releases, items, questions, fault, empty, foot, headline, warnings, flows, status, result };
    for (const kind of ["keydown", "keypress", "keyup"]) listen(this.#root, kind, keep, signal);
    listen(left, "focusout", () => this.#mistakes.length && this.#showFaults(this.#mistakes), signal);
    this.#root.replaceChildren(root);
  }

  /** The plan that the element begins with: the page's, that of its address, or the one that is remembered. */
  #readFirst() {
    if (this.#isGiven || this.#plan.items.length) {
      this.#take(this.#plan);
      return;
    }
    const hasPlan = this.#usesHash && isPlan(location.hash);
    this.#plan = this.#withKinds(planOfText(this.#remembered() ?? "").plan);
    if (hasPlan) this.#readAddress(true);
    else this.#take(this.#plan);
  }

  /** Takes the plan of the address; one that is shown already only if `isFirst`. */
  #readAddress(isFirst = false) {
    const text = location.hash.slice(1);
    if (!this.#known || !isPlan(text) || (text === this.#text() && !isFirst)) return;
    // What was changed is remembered before another plan takes its place; the address has that one already.
    this.#write(false);
    const { plan, add, compare } = planOfText(text);
    const { items, ...fields } = plan;
    this.#nodes.releases.show(compare);
    // Links of the book add to the plan that is there. Whatever says more is somebody's plan, and changes nothing that is remembered.
    const isAdded = !items.length && Object.keys(fields).every((name) => name === "release");
    if (!isAdded) this.#plan = this.#withKinds(plan);
    for (const what of add) {
      const known = this.#describe(what);
      if (known && this.#at(what) < 0) this.#plan.items.push(this.#itemOf(known));
    }
    this.#take({ ...this.#plan, ...fields }, isAdded);
  }

  /** The text of the plan, and of the releases that are compared. */
  #text() {
    return textOfPlan(this.#plan, this.#nodes?.releases.value());
  }

  /** The plan, with products that look like entries; only the catalog knows. */
  #withKinds(plan) {
    const items = plan.items.map(({ entry, product, ...fields }) => {
      const what = entry ?? product;
      const kind = this.#describe(what)?.kind ?? (entry === undefined ? "product" : "entry");
      return { [kind]: what, ...fields };
    });
    return { ...plan, items };
  }

  #say(text) {
    this.#nodes.status.textContent = text;
  }

  /** In the one file, fragments lead to chapters. */
  get #usesHash() {
    return this.hasAttribute("hash") && !baseOf(this).includes("#");
  }

  #remembered() {
    const name = this.getAttribute("remember");
    try {
      return name ? localStorage.getItem(name) : null;
    } catch {
      return null;
    }
  }

  #describe(what) {
    return JSON.parse(this.#known.ports.describe(what, baseOf(this)));
  }

  #at(what) {
    return this.#plan.items.findIndex((one) => (one.entry ?? one.product) === what);
  }

  #itemOf({ kind, what, roles }) {
    return { [kind]: what, role: roles.length && !roles.includes("server") ? "client" : "server" };
  }

  /** The entries of the plan, with their labels. */
  #entries() {
    const ids = this.#plan.items.map(({ entry }) => entry).filter(Boolean);
    return ids.map((id) => [id, this.#describe(id)?.label ?? id]);
  }

  #add(choice) {
    if (this.#at(choice.what) >= 0) {
      this.#say(`${choice.label} is in the plan already.`);
      return;
    }
    this.#plan.items.push(this.#itemOf(choice));
    this.#showItems();
    this.#change({});
  }

  /** Takes another plan. `isChange` says that the reader made it, so that it is remembered. */
  #take(plan, isChange = false) {
    this.#plan = { ...copyOf(plan), items: copyOf(plan.items ?? []) };
    if (!this.#nodes) return;
    // Nothing of another plan may be taken for this one's.
    this.#nodes.result.hidden = true;
    this.#nodes.questions.replaceChildren();
    this.#nodes.rules.dialect = [this.#plan.dialect ?? USUAL_DIALECT].flat()[0];
    this.#showItems();
    if (isChange) this.#change({});
    else this.#update();
  }

  /** Changes fields of the plan; undefined takes one away. */
  #change(fields) {
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined) delete this.#plan[name];
      else this.#plan[name] = value;
    }
    this.#update();
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => this.#write(), BEFORE_WRITING);
  }

  /** Writes the plan into the address, if that is wanted, and remembers it, where the page wants that. */
  #write(intoAddress = this.#usesHash) {
    if (this.#writing === undefined) return;
    clearTimeout(this.#writing);
    this.#writing = undefined;
    const text = textOfPlan(this.#plan);
    const shown = this.#text();
    if (intoAddress) history.replaceState(history.state, "", shown ? `#${shown}` : location.pathname + location.search);
    const name = this.getAttribute("remember");
    if (!name) return;
    try {
      if (text) localStorage.setItem(name, text);
      else localStorage.removeItem(name);
    } catch {
      // Without storage the plan lasts as long as the page.
    }
  }

  #showItems() {
    this.#rows?.abort();
    this.#rows = new AbortController();
    const change = (at, fields) => {
      for (const [name, value] of Object.entries(fields)) {
        if (value === undefined) delete this.#plan.items[at][name];
        else this.#plan.items[at][name] = value;
      }
      this.#change({});
    };
    const remove = (at) => {
      this.#plan.items.splice(at, 1);
      this.#showItems();
      this.#change({});
      (this.#nodes.items.querySelectorAll(".remove")[Math.min(at, this.#plan.items.length - 1)] ?? this.#nodes.pick).focus();
    };
    const describe = (what) => this.#describe(what);
    this.#nodes.items.replaceChildren(...itemNodes(this.#plan.items, describe, { change, remove, signal: this.#rows.signal }));
    this.#nodes.form.show(this.#plan);
  }

  /** Answers a question; undefined takes the answer back. */
  #settle(field, key, value) {
    if (key === null) this.#plan[field] = value;
    else {
      const { [key]: _, ...others } = this.#plan[field] ?? {};
      this.#plan[field] = value === undefined ? others : { ...others, [key]: value };
      if (!Object.keys(this.#plan[field]).length) delete this.#plan[field];
    }
    this.#nodes.form.show(this.#plan);
    this.#change({});
    (this.#nodes.questions.querySelector(".question button, .question input") ?? this.#nodes.headline).focus();
  }

  /** Shows what follows from the plan, or what is wrong with it. */
  #update() {
    const { empty, foot, result, rules, headline, warnings, flows, questions } = this.#nodes;
    clearTimeout(this.#faulting);
    const isEmpty = !this.#plan.items.length;
    empty.hidden = !isEmpty;
    foot.hidden = isEmpty && !textOfPlan(this.#plan, this.#nodes.releases.value());
    if (isEmpty) {
      result.hidden = true;
      questions.replaceChildren();
      this.#showFaults([]);
      this.#say("");
      this.#fire("change", { flows: 0, open: 0, warnings: 0 });
      return;
    }
    const { ports, vocabulary } = this.#known;
    let found;
    try {
      found = planned(ports, { ...this.#plan, dialect: isAtHand(rules.wanted) ? rules.wanted : USUAL_DIALECT }, baseOf(this));
    } catch (error) {
      if (!error.mistakes) throw error;
      this.#mistakes = error.mistakes;
      // Answers would be about what is shown, and not about this plan.
      questions.inert = warnings.inert = true;
      rules.stay();
      if (result.hidden) {
        this.#showFaults(error.mistakes);
        return;
      }
      this.#faulting = setTimeout(() => this.#showFaults(error.mistakes), PATIENCE_WITH_MISTAKES);
      return;
    }
    this.#showFaults([]);
    questions.inert = warnings.inert = false;
    this.#shown?.abort();
    const { signal } = (this.#shown = new AbortController());
    const settle = (field, key, value) => this.#settle(field, key, value);
    const asked = this.#plan.decisions ? planned(ports, { ...this.#plan, decisions: {}, dialect: USUAL_DIALECT }, "").open : [];
    questions.replaceChildren(...questionNodes(found.open, vocabulary, settle, signal), ...answerNodes(this.#plan, asked, settle, signal));
    headline.textContent = planHeadline(found);
    warnings.replaceChildren(...warningNodes(this.#warningsOf(found), (id, yes) => settle("decisions", id, yes), signal));
    const isAwaited = !isAtHand(rules.wanted);
    if (isAwaited) rules.wait();
    else rules.show(found);
    flows.replaceChildren(...flowNodes(found.flows));
    result.hidden = false;
    this.#say(headline.textContent);
    this.#fire("change", { flows: found.flows.length, open: found.open.length, warnings: found.warnings.length });
    if (isAwaited) this.#loadDialects();
  }

  /** Loads what writes the rules that are asked for, and shows them; without it, those of the usual firewall, and why. */
  async #loadDialects() {
    const nodes = this.#nodes;
    if (this.#awaited === nodes) return;
    this.#awaited = nodes;
    try {
      await loadDialects();
    } catch (error) {
      // Somebody may have chosen another form in the meantime.
      if (nodes !== this.#nodes || isAtHand(nodes.rules.wanted)) return;
      nodes.rules.dialect = USUAL_DIALECT;
      this.#change({ dialect: undefined });
      const { code, message } = error;
      nodes.warnings.prepend(make("p", { class: "problem", part: "problem", role: "alert" }, `These are rules for nftables: ${message}`));
      this.#fire("error", { code, message });
      return;
    } finally {
      this.#awaited = null;
    }
    if (nodes === this.#nodes) this.#update();
  }

  /** With a catalog that lacks conditions, that deserves attention first. */
  #warningsOf({ warnings }) {
    if (catalogOf(this) === catalogUrl) return warnings;
    return [{ sort: "no-conditions", text: "This page names a catalog of its own, which has no conditions of advice and no sources: look them up in the chapters." }, ...warnings];
  }

  /** Shows mistakes where they were made. */
  #showFaults(mistakes) {
    const { root, items, fault } = this.#nodes;
    clearTimeout(this.#faulting);
    this.#mistakes = [];
    root.classList.toggle("stale", mistakes.length > 0);
    const places = [...items.querySelectorAll(".fault")];
    const texts = new Map([fault, ...places].map((place) => [place, new Set()]));
    for (const { path, says, remedy } of mistakes) {
      const [, at, field] = /^items\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
      const isOwn = at !== undefined && !(field === "peers" && this.#plan.items[at]?.peers === undefined);
      const place = (isOwn && places[at]) || fault;
      texts.get(place).add(`${this.#quoted(path)}${says}; ${remedy}.`);
    }
    for (const [place, all] of texts) {
      place.hidden = !all.size;
      place.textContent = [...all].join(" ");
    }
  }

  /** What stands at the path of a network, before what is said of it. */
  #quoted(path) {
    const [, item, at] = /^(?:items\[(\d+)\]\.peers|managers)\[(\d+)\]/.exec(path) ?? [];
    if (at === undefined) return "";
    const list = item === undefined ? this.#plan.managers : (this.#plan.items[item]?.peers ?? this.#plan.peers);
    return `${list?.[at] ?? "everyone"}: `;
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(`port-plan-${name}`, { bubbles: true, composed: true, detail }));
  }
}
