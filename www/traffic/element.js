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
  explain(input, { flows, skip, text, kind, signal, onprogress }) -> Promise of
              { lines, flows, findings, skipped, kinds, sockets, totals, formats, timeline, problems, ... };
              shows nothing; problems are the mistakes in overlays
    input:    a string, Blob, File or ReadableStream; what is compressed by gzip is unpacked
    flows:    the most flows that are given one by one, default 10000; skip passes over the first ones; text leaves only those whose
              line contains it; kind only those of one kind of an earlier report
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
import { listen, make } from "../element/dom.js";
import { explain, report } from "../element/messages.js";
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

// Importing this must not fail where there is no DOM.
export class PortTraffic extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = ["src", "overlay", "base"];

  #root = this.attachShadow({ mode: "open" });
  /** Aborted when the element is disconnected; ends its listeners. */
  #connection = null;
  #nodes = null;
  #overlay = null;
  /** Holds what is known of ports while the element is in the page. */
  #held = null;
  #ready = null;
  /** Aborted when another input is explained. */
  #work = null;
  #inputs = [];
  #text = "";
  #timer;

  get value() {
    return this.#nodes?.field.value ?? this.#text;
  }

  set value(text) {
    this.#text = String(text ?? "");
    if (!this.#nodes) return;
    this.#nodes.field.value = this.#text;
    this.#take([this.#text]);
  }

  get overlay() {
    return this.#overlay;
  }

  set overlay(overlay) {
    this.#overlay = overlay ?? null;
    this.#renew();
  }

  get ready() {
    return this.#load().then(() => this);
  }

  async explain(input, options) {
    const held = portsOf(catalogOf(this), overlaysOf(this, this.#overlay));
    try {
      const { ports, problems } = await held.value;
      return { ...(await explained(ports, [input], baseOf(this), options)), problems };
    } finally {
      held.release();
    }
  }

  focus(options) {
    this.#nodes?.field.focus(options);
  }

  connectedCallback() {
    if (this.#connection) return;
    this.#connection = new AbortController();
    adoptStyle(this.#root);
    this.#build();
    for (const name of PROPERTIES.filter((name) => Object.hasOwn(this, name))) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    if (this.#text) this.value = this.#text;
  }

  disconnectedCallback() {
    if (!this.#connection) return;
    this.#text = this.#nodes.field.value;
    this.#connection.abort();
    this.#connection = null;
    this.#stop();
    this.#release();
    this.#inputs = [];
    this.#nodes = null;
    this.#root.replaceChildren();
  }

  attributeChangedCallback(name, before, after) {
    if (this.#connection && before !== after) this.#renew();
  }

  /** Explains again with another catalog. */
  #renew() {
    if (!this.#connection) return;
    this.#release();
    if (this.#inputs.length) this.#take(this.#inputs);
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
    listen(example, "click", () => (this.value = EXAMPLE), signal);
    listen(cancel, "click", () => {
      this.#stop();
      field.focus();
    }, signal);
    this.#listenForDrops(root, signal);
    for (const kind of ["keydown", "keypress", "keyup"]) listen(field, kind, (event) => event.stopPropagation(), signal);
    this.#root.replaceChildren(root);
  }

  #listenForDrops(root, signal) {
    const carries = (event) => [...(event.dataTransfer?.types ?? [])].some((type) => type === "Files" || type === "text/plain");
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
    if (!text.trim()) return this.#clear();
    if (isPasted) this.#take([text]);
    else this.#timer = setTimeout(() => this.#take([text]), SETTLED);
  }

  #clear() {
    clearTimeout(this.#timer);
    this.#stop();
    this.#inputs = [];
    const { field, result, clear, example, status } = this.#nodes;
    field.value = "";
    result.replaceChildren();
    status.textContent = "";
    clear.hidden = true;
    example.hidden = false;
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#work?.abort();
    this.#work = null;
    if (this.#nodes) this.#nodes.progress.hidden = true;
  }

  #release() {
    this.#held?.release();
    this.#held = null;
    this.#ready = null;
  }

  /** Loads what is needed, once. */
  #load() {
    this.#ready ??= (async () => {
      const held = (this.#held ??= portsOf(catalogOf(this), overlaysOf(this, this.#overlay)));
      const { ports, problems } = await held.value;
      if (problems.length) this.#fire("error", report(problems, null));
      this.#fire("ready", {});
      return ports;
    })();
    // The next use tries again.
    this.#ready.catch(() => this.#release());
    return this.#ready;
  }

  /** Explains inputs, in place of the ones before. */
  async #take(inputs) {
    this.#stop();
    const work = (this.#work = new AbortController());
    const { signal } = work;
    this.#inputs = inputs;
    const { root, progress, bar, read, result, clear, example, status } = this.#nodes;
    clear.hidden = false;
    example.hidden = true;
    for (const problem of root.querySelectorAll(".problem")) problem.remove();
    root.classList.remove("broken");
    const size = inputs.reduce((sum, input) => sum + (input.size ?? input.length ?? 0), 0);
    const onprogress = ({ bytes, lines }) => {
      progress.hidden = false;
      bar.value = size ? Math.min(bytes / size, 1) : 0;
      read.textContent = `${number(lines)} lines, ${bytesText(bytes)}`;
    };
    root.setAttribute("aria-busy", "true");
    try {
      const ports = await this.#load();
      if (signal.aborted) return;
      const again = (options) => explained(ports, inputs, baseOf(this), { ...options, signal });
      const found = await explained(ports, inputs, baseOf(this), { flows: 0, signal, onprogress });
      if (signal.aborted) return;
      result.replaceChildren(...reportNodes(found, again, signal));
      status.textContent = headline(found);
      const { lines, kinds, findings, sockets } = found;
      this.#fire("report", { lines, kinds: kinds.length, findings: findings.length, sockets: sockets.length });
    } catch (error) {
      if (signal.aborted) return;
      result.replaceChildren();
      this.#fire("error", explain(error, root, "Explaining does"));
    } finally {
      if (!signal.aborted) {
        progress.hidden = true;
        root.removeAttribute("aria-busy");
      }
    }
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(`port-traffic-${name}`, { bubbles: true, composed: true, detail }));
  }
}
