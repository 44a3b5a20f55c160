/*
<port-traffic>: explains what firewalls, ss, nmap and others print, by what the reference knows of ports. Two lines are all it takes:

  <script src="embed/port-traffic.js" defer></script>
  <port-traffic><a href="https://ports.example/seeing.html">What am I seeing?</a></port-traffic>

Nothing that is pasted, typed or dropped leaves the page: it is not put into the address, the history, storage or a request. The
element's content is shown only when explaining cannot work.

Attributes
  src         another catalog; default: the one beside the script
  overlay     addresses of overlays, an organisation's own entries as JSON, separated by spaces; default: none
  base        the address that links to chapters begin with; default: the book beside the script
  theme       auto (the page's color-scheme; light where the page names none), light or dark; default: auto
Properties
  overlay     an overlay or a list of them, as for <port-reference>; default: null
  value       the text in the field; can be set, and is then explained
  ready       a Promise of the element; reading it starts loading. Rejected when explaining cannot work
Method
  explain(input, { flows, skip, text, host, kind, signal, onprogress }) -> Promise of
              { lines, flows, findings, skipped, kinds, sockets, totals, formats, timeline, problems, ... };
              shows nothing; problems are the mistakes in overlays
    input:    a string, Blob, File or ReadableStream; what is compressed by gzip is unpacked, and packet captures are read.
              What a stream throws may arrive as a copy
    flows:    the most flows that are given one by one, default 10000; skip passes over the first ones; text leaves only those whose
              line contains it; host those with this address; kind those of one kind of an earlier report
    flow:     { line, format, time, action, transport, source: { address, port }, destination: { address, port }, service, port, hit,
              why, ... }; service is "source", "destination" or null; hit is one of search() or null
Events, bubbling and composed
  port-traffic-ready   {}
  port-traffic-report  { lines, kinds, findings, sockets }: how many of each; no part of the input
  port-traffic-error   { code, message }, as for <port-reference>; with the code overlay also { problems }
Parts
  input, field, button, progress, headline, findings, finding, sockets, traffic, filters, kinds, kind, number, title, badge, answers,
  lines, figure, picture, skipped, share, problem
Custom properties, as <port-reference> has them
  --port-reference-accent, -background, -text, -border, -muted, -font
*/
import { baseOf, catalogOf, overlaysOf } from "../element/attributes.js";
import { keep, listen, make, setAgain } from "../element/dom.js";
import { catalogUrl } from "../element/files.js";
import { explain, report } from "../element/messages.js";
import { cut } from "../element/problem.js";
import { Ready } from "../element/ready.js";
import { adoptStyle } from "../element/style.js";
import { EXAMPLE } from "./example.js";
import { explained } from "./explain.js";
import { portsOf } from "./ports.js";
import { reportNodes } from "./view.js";
import { bytesText, headline, number } from "./words.js";

/** How long somebody types before the text is explained, in milliseconds; what is pasted is explained at once. */
const SETTLED = 250;
const PROPERTIES = ["overlay", "value"];
const PROMISE = "Nothing you put here leaves this page: it is read on your machine, and is not stored.";
const HINT = "Paste lines of a firewall’s log, or what ss, netstat, nmap, tcpdump … printed";

/** Says that an input could not be read. Returns the event's detail. */
const unread = (error, place) => {
  const message = `The input could not be read: ${cut(String(error?.message ?? error))}`;
  place.append(make("div", { class: "problem", part: "problem" }, make("p", { role: "alert" }, message)));
  return { code: typeof error?.code === "string" ? error.code : "file", message };
};

// Importing this must not fail where there is no DOM.
export class PortTraffic extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = ["src", "overlay", "base"];

  #root = this.attachShadow({ mode: "open" });
  /** Aborted when the element is disconnected; ends its listeners. */
  #connection = null;
  #nodes = null;
  #overlay = null;
  #ready = new Ready();
  #wanted = false;
  /** Holds what is known of ports while the element is in the page, once it has been needed. */
  #held = null;
  /** Aborted when another input is read; and when another report is shown. */
  #work = null;
  #shown = null;
  #inputs = [];
  #text = "";
  #timer;

  get value() {
    return this.#nodes?.field.value ?? this.#text;
  }

  set value(text) {
    const given = String(text ?? "");
    if (!this.#nodes) {
      this.#text = given;
      return;
    }
    // Frameworks set again what is there.
    if (given === this.#nodes.field.value && given === (this.#inputs[0] ?? "")) return;
    this.#nodes.field.value = given;
    if (given.trim()) this.#take([given]);
    else this.#clear();
  }

  get overlay() {
    return this.#overlay;
  }

  set overlay(overlay) {
    this.#overlay = overlay ?? null;
    this.#renew();
  }

  get ready() {
    this.#wanted = true;
    if (this.#connection) this.#load();
    return this.#ready.promise;
  }

  async explain(input, options) {
    const held = this.#hold();
    try {
      const known = await held.value;
      return { ...(await explained(known, [input], baseOf(this), options)), problems: known.problems };
    } finally {
      held.release();
    }
  }

  focus(options) {
    this.#nodes?.field.focus(options);
  }

  connectedCallback() {
    if (this.#connection) return;
    setAgain(this, PROPERTIES);
    this.#connection = new AbortController();
    adoptStyle(this.#root);
    this.#build();
    if (this.#text.trim()) this.value = this.#text;
    else if (this.#wanted) this.#load();
  }

  disconnectedCallback() {
    if (!this.#connection) return;
    this.#text = this.#nodes.field.value;
    this.#connection.abort();
    this.#connection = null;
    this.#stop();
    this.#hide();
    this.#release();
    this.#inputs = [];
    this.#nodes = null;
    this.#root.replaceChildren();
  }

  /** Moved by `moveBefore()`: everything stays as it is. */
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, after) {
    if (before !== after) this.#renew();
  }

  /** Explains again with another catalog. */
  #renew() {
    this.#release();
    if (!this.#connection) return;
    if (this.#inputs.length) this.#take(this.#inputs);
    else if (this.#wanted) this.#load();
  }

  #build() {
    const { signal } = this.#connection;
    const field = make("textarea", {
      id: "field", part: "field", rows: "6", placeholder: HINT, autocomplete: "off", autocapitalize: "off", spellcheck: "false", wrap: "off", "aria-describedby": "promise", dir: "ltr",
    });
    const files = make("input", { type: "file", multiple: "", class: "unseen", tabindex: "-1", "aria-hidden": "true" });
    const choose = make("button", { type: "button", part: "button" }, "Choose files …");
    const example = make("button", { type: "button", part: "button" }, "Try an example");
    const clear = make("button", { type: "button", part: "button", hidden: "" }, "Clear");
    const bar = make("progress", { max: "1", "aria-label": "Reading" });
    const read = make("span", {});
    const cancel = make("button", { type: "button", part: "button" }, "Cancel");
    const progress = make("div", { class: "progress", part: "progress", hidden: "" }, bar, read, cancel);
    const status = make("p", { class: "unseen", role: "status" });
    const result = make("div", { class: "result" });
    const input = make(
      "div",
      { class: "input", part: "input" },
      make("label", { for: "field" }, "Log lines, or a list of ports"),
      field,
      make("div", { class: "tools" }, choose, files, example, clear, make("span", { id: "promise", class: "muted" }, `Or drop files here. ${PROMISE}`)),
    );
    const root = make("div", { class: "root" }, input, progress, status, result);
    this.#nodes = { root, field, bar, read, progress, status, result, clear, example, input };
    listen(field, "input", (event) => this.#typed(event), signal);
    listen(choose, "click", () => files.click(), signal);
    listen(files, "change", () => {
      if (files.files.length) this.#take([...files.files]);
      files.value = "";
    }, signal);
    listen(clear, "click", () => {
      this.#clear();
      field.focus();
    }, signal);
    listen(example, "click", () => {
      this.value = EXAMPLE;
      field.focus();
    }, signal);
    listen(cancel, "click", () => {
      this.#stop();
      field.focus();
    }, signal);
    this.#listenForDrops(root, signal);
    for (const kind of ["keydown", "keypress", "keyup"]) listen(this.#root, kind, keep, signal);
    this.#root.replaceChildren(root);
  }

  #listenForDrops(root, signal) {
    // Text that is moved within the field is the browser's work.
    const carries = (event) => {
      const types = [...(event.dataTransfer?.types ?? [])];
      return types.includes("Files") || (types.includes("text/plain") && event.composedPath()[0] !== this.#nodes.field);
    };
    const over = (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      root.classList.add("over");
    };
    listen(root, "dragenter", over, signal);
    listen(root, "dragover", over, signal);
    listen(root, "dragleave", (event) => !root.contains(event.relatedTarget) && root.classList.remove("over"), signal);
    listen(root, "drop", (event) => {
      root.classList.remove("over");
      if (!carries(event)) return;
      event.preventDefault();
      const files = [...event.dataTransfer.files];
      if (files.length) this.#take(files);
      else this.value = event.dataTransfer.getData("text/plain");
    }, signal);
  }

  #typed(event) {
    clearTimeout(this.#timer);
    const text = this.#nodes.field.value;
    const isPasted = event.inputType === "insertFromPaste" || event.inputType === "insertFromDrop";
    if (!text.trim()) {
      // Files that were read before stay explained.
      if (typeof this.#inputs[0] === "string") this.#clear(text);
    } else if (isPasted) this.#take([text]);
    else this.#timer = setTimeout(() => this.#take([text]), SETTLED);
  }

  #clear(text = "") {
    this.#stop();
    this.#hide();
    this.#inputs = [];
    const { root, field, clear, example } = this.#nodes;
    if (field.value !== text) field.value = text;
    for (const problem of root.querySelectorAll(".problem")) problem.remove();
    clear.hidden = true;
    example.hidden = false;
  }

  /** Ends the reading that goes on. */
  #stop() {
    clearTimeout(this.#timer);
    this.#work?.abort();
    this.#work = null;
    if (!this.#nodes) return;
    this.#nodes.progress.hidden = true;
    this.#nodes.root.removeAttribute("aria-busy");
  }

  /** Takes the report away that is shown. */
  #hide() {
    this.#shown?.abort();
    this.#shown = null;
    if (!this.#nodes) return;
    this.#nodes.result.replaceChildren();
    this.#nodes.status.textContent = "";
  }

  /** Holds what is known of ports, for the attributes and overlays. */
  #hold() {
    return portsOf(catalogOf(this), overlaysOf(this, this.#overlay));
  }

  #release() {
    this.#held?.release();
    this.#held = null;
    if (this.#ready.settled) this.#ready = new Ready();
  }

  /** Loads what is needed, once, and tells of it. */
  async #load() {
    if (this.#held) return;
    const ready = this.#ready;
    let held;
    try {
      held = this.#held = this.#hold();
      const { problems } = await held.value;
      if (held !== this.#held) return;
      ready.settled = true;
      if (problems.length) this.#fire("error", report(problems, null));
      this.#fire("ready", {});
      ready.resolve(this);
    } catch (error) {
      if (held && held !== this.#held) return;
      ready.settled = true;
      ready.reject(error);
      // The next use tries again.
      this.#release();
      if (!this.#work) this.#fire("error", explain(error, this.#nodes.root, "Explaining does"));
    }
  }

  /** Explains inputs, in place of the ones before. */
  async #take(inputs) {
    this.#stop();
    const work = (this.#work = new AbortController());
    const { signal } = work;
    this.#inputs = inputs;
    const { root, field, progress, bar, read, result, clear, example, status } = this.#nodes;
    if (typeof inputs[0] !== "string") field.value = "";
    clear.hidden = false;
    example.hidden = true;
    for (const problem of root.querySelectorAll(".problem")) problem.remove();
    root.classList.remove("broken");
    const size = inputs.reduce((sum, input) => sum + (input.size ?? input.length ?? 0), 0);
    const onprogress = ({ bytes, lines, taken }) => {
      progress.hidden = false;
      bar.value = size ? Math.min(taken / size, 1) : 0;
      read.textContent = `${number(lines)} lines, ${bytesText(bytes)}`;
    };
    root.setAttribute("aria-busy", "true");
    let held = null;
    let isKnown = false;
    try {
      this.#load();
      held = this.#hold();
      const known = await held.value;
      if (signal.aborted) return;
      isKnown = true;
      const found = await explained(known, inputs, baseOf(this), { flows: 0, signal, onprogress });
      if (signal.aborted) return;
      this.#hide();
      // The report reads its inputs again; until it is replaced, it holds what that needs.
      const shown = (this.#shown = new AbortController());
      listen(shown.signal, "abort", held.release);
      held = null;
      const again = (options) => explained(known, inputs, baseOf(this), { signal: shown.signal, ...options });
      result.replaceChildren(...reportNodes(found, { again, signal: shown.signal, hasAnswers: catalogOf(this) === catalogUrl }));
      status.textContent = headline(found);
      const { lines, kinds, findings, sockets } = found;
      this.#fire("report", { lines, kinds: kinds.length, findings: findings.length, sockets: sockets.length });
    } catch (error) {
      if (signal.aborted) return;
      this.#hide();
      this.#fire("error", isKnown ? unread(error, root) : explain(error, root, "Explaining does"));
    } finally {
      held?.release();
      if (!signal.aborted) {
        this.#work = null;
        progress.hidden = true;
        root.removeAttribute("aria-busy");
      }
    }
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(`port-traffic-${name}`, { bubbles: true, composed: true, detail }));
  }
}
