/*
<port-reference>: search and filters over the reference of ports. Two lines are all it takes:

  <script src="embed/port-reference.js" defer></script>
  <port-reference><a href="https://ports.example/">All ports</a></port-reference>

What stands inside the element is shown only when the search cannot work.

Attributes
  src         the catalog; default: the one beside the script
  overlay     addresses of overlays, an organisation's own entries as JSON, separated by spaces; default: none
  base        where links to chapters begin; default: the book beside the script
  query       what to search for
  filters     what to filter by, as in an address: "product=S269&release=15.2"; default: nothing
  limit       how many results to show at first, 1 to 200; default: 20, compact 8
  compact     a single field; results open in a panel, and nothing is loaded before the field is used
  url-param   keeps the state in the page's URL under this name (q: ?q=nfs&q.transport=udp); default: off
  shortcut    keys that focus the field, separated by spaces ("/ s"); default: none
  theme       auto (the page's color-scheme; light where the page names none), light or dark; default: auto
  report      lists in the page what is wrong with an overlay
Properties
  query       what is searched for; can be set
  filters     what is filtered by, as search() takes it; can be set, also to a text like that of the attribute
  overlay     an overlay or a list of them, as objects, JSON text or addresses, laid over those of the attribute; default: null
  ready       a Promise of the element; asking for it begins to load. Rejected when the search cannot work
Method
  search(query, { limit, filters }) -> Promise of { total, hits, facets, notices }
    filters:  { role, transport, provenance, class, advice, category, product: a value or a list, release: "15.2" }
    hit:      { id, ports: [[first, last], ...], transports, title, summary, href, provenance, why, applies, remarks };
              applies is "yes" or "unsaid" with a release, else null; href is "" for an entry of an overlay without a page;
              remarks are what overlays say: [{ by, text, links: [{ title, href }, ...] }]
    facets:   { transport: [{ value, label, count }, ...], ..., release: [...] }
    notices:  [{ kind, text, ... }]; kind is unwritten, not-a-port, other-releases, unknown-word,
              line, not-a-release or transport-alone
Events, bubbling and composed
  port-reference-ready   { entries }
  port-reference-search  { query, filters, total }
  port-reference-select  the hit; cancel it to keep the link from being followed
  port-reference-error   { code, message }; code is unsupported, csp, file, network, status, damaged or version;
              with the code overlay also { problems: [{ source, path, message }] }, and the search works all the same
Parts
  field, input, panel, filters, count, chip, notice, list, item, number, title, badge, summary, why, own, more, problem
Custom properties
  --port-reference-accent, -background, -text, -border, -muted, -mark, -font
*/
import { catalogUrl, usualBase } from "./files.js";
import { Problem } from "./problem.js";
import { reference } from "./reference.js";

const STYLE = __PORT_REFERENCE_CSS__;
const LIMITS = { full: 20, compact: 8, most: 200 };
const INTO_FIELDS = "input, textarea, select";
/** Keys that mean something to who types. */
const TYPING = /^(.|Arrow.*|Home|End|Backspace|Delete)$/u;
/** Properties that a page may have set before this class was there. */
const PROPERTIES = ["query", "filters", "overlay"];

const make = (tag, attributes, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
};

/** The page's own shortcuts see the element as the target, not a field, and would take for theirs what is typed. */
const keep = (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !TYPING.test(event.key)) return;
  event.stopPropagation();
};

let sheet;
const styleSheet = () => {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
  }
  return sheet;
};

const resolved = (url) => {
  try {
    return new URL(url, document.baseURI).href;
  } catch {
    return url;
  }
};

/** As JSON; what cannot be JSON is no overlay, and is reported as one. */
const jsonOf = (value) => {
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return String(value);
  }
};

// Where there is no DOM, importing it must not fail.
export class PortReference extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = ["query", "filters", "limit", "base", "src", "overlay", "compact", "url-param", "report"];

  #root = this.attachShadow({ mode: "open" });
  /** Listeners of one connection end with it. */
  #connection = null;
  #input = null;
  #place = null;
  #mounted = null;
  #ready = null;
  #wanted = false;
  /** Kept while the element is out of the page. */
  #query = null;
  #filters;
  #overlay = null;
  #enterPressed = false;

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [styleSheet()];
    this.#renewReady();
  }

  get query() {
    return this.#input?.value ?? this.#query ?? this.getAttribute("query") ?? "";
  }

  set query(query) {
    const text = String(query ?? "");
    if (this.#mounted) this.#mounted.setQuery(text);
    else if (this.#input) this.#input.value = text;
    else this.#query = text;
  }

  get filters() {
    return this.#mounted?.filters() ?? this.#filters ?? this.#presetFilters() ?? {};
  }

  set filters(filters) {
    this.#renew(() => {
      // Frameworks set what stands in a template as a property.
      this.#filters = typeof filters === "string" ? this.#presetFilters(filters) : (filters ?? {});
    });
  }

  get overlay() {
    return this.#overlay;
  }

  set overlay(overlay) {
    this.#renew(() => {
      this.#overlay = overlay ?? null;
    });
  }

  get ready() {
    this.#wanted = true;
    if (this.#connection) this.#load();
    return this.#ready.promise;
  }

  async search(query, options) {
    const { loaded } = await reference(this.#source(), this.#overlays());
    return loaded.search(String(query ?? ""), options, this.#base());
  }

  focus(options) {
    this.#input?.focus(options);
  }

  connectedCallback() {
    if (this.#connection) return;
    for (const name of PROPERTIES.filter((name) => Object.hasOwn(this, name))) {
      const value = this[name];
      delete this[name];
      this[name] = value;
    }
    this.#connection = new AbortController();
    this.#build();
    this.#listen();
    if (this.#wanted || !this.hasAttribute("compact")) this.#load();
  }

  disconnectedCallback() {
    // A node that is moved is disconnected and connected again: what was typed moves along.
    this.#tearDown();
  }

  /** Moved by `moveBefore()`: everything stays as it is. */
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, after) {
    if (!this.#connection || before === after) return;
    if (name === "query") this.query = after;
    else if (name === "filters") this.filters = this.#presetFilters();
    else if (name === "limit" || name === "base") this.#mounted?.configure(this.#options());
    else this.#renew();
  }

  /** Makes a change for which everything is built anew. */
  #renew(change = () => {}) {
    const connected = this.#connection;
    if (connected) this.#tearDown();
    change();
    if (connected) this.connectedCallback();
  }

  #build() {
    const label = this.getAttribute("aria-label") ?? "Search ports";
    const compact = this.hasAttribute("compact");
    this.#input = make("input", {
      id: "field",
      part: "input",
      type: "search",
      placeholder: compact ? "Port, name, program …" : "Port, name, program, product, task …",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "go",
      maxlength: "2048",
      "aria-describedby": "help",
    });
    this.#input.value = this.#query ?? this.#queryOfPage() ?? this.getAttribute("query") ?? "";
    const help = "Results appear while you type. Arrow keys move through them, Enter opens the first, Escape goes back.";
    this.#place = make(
      "div",
      { class: "root" },
      make(
        "div",
        { class: "field", part: "field" },
        make("label", { for: "field", class: "unseen" }, label),
        this.#input,
        make("span", { id: "help", class: "unseen" }, help),
      ),
    );
    const keys = this.#keys();
    if (keys.length) {
      this.#input.setAttribute("aria-keyshortcuts", keys.join(" "));
      this.#place.firstChild.append(make("kbd", { "aria-hidden": "true" }, keys[0]));
    }
    this.#root.replaceChildren(this.#place);
  }

  #listen() {
    const { signal } = this.#connection;
    this.#input.addEventListener("focus", () => this.#load(), { signal });
    // A click, even into an empty field, opens what there is to browse.
    this.#input.addEventListener("click", () => this.#mounted?.open(), { signal });
    this.#input.addEventListener("input", () => {
      this.#enterPressed = false;
      this.#load();
    }, { signal });
    this.#input.addEventListener("keydown", (event) => {
      if (!this.#mounted && event.key === "Enter" && !event.isComposing) this.#enterPressed = true;
    }, { signal });
    for (const kind of ["keydown", "keypress", "keyup"]) this.#root.addEventListener(kind, keep, { signal });
    document.addEventListener("keydown", (event) => this.#pressed(event), { signal });
    // WebKit resets fields without `autocomplete` when somebody comes back to the page: to what was in it, then.
    addEventListener("pagehide", () => (this.#input.defaultValue = this.#input.value), { signal });
  }

  /** Focuses the field on a key of `shortcut`, where the key means nothing else. */
  #pressed(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!this.#keys().includes(event.key)) return;
    const at = event.composedPath()[0];
    if (at instanceof Element && (at.matches(INTO_FIELDS) || at.isContentEditable)) return;
    if (this.#input.checkVisibility?.() === false) return;
    // Others that have the same key see that it was used.
    event.preventDefault();
    this.#input.focus();
    this.#input.select();
  }

  async #load() {
    const connection = this.#connection;
    if (connection.loading) return;
    connection.loading = true;
    for (const problem of this.#place.querySelectorAll(".problem")) problem.remove();
    this.#place.classList.remove("broken");
    if (this.#ready.settled && !this.#mounted) this.#renewReady();
    this.#place.setAttribute("aria-busy", "true");
    const ready = this.#ready;
    try {
      const { loaded, problems } = await reference(this.#source(), this.#overlays());
      if (connection.signal.aborted) return;
      this.#mount(loaded);
      if (connection.signal.aborted) return;
      ready.settled = true;
      if (problems.length) this.#report(problems);
      this.#fire("ready", { entries: loaded.entries });
      ready.resolve(this);
    } catch (error) {
      if (connection.signal.aborted) return;
      ready.settled = true;
      // The next use of the field tries again.
      connection.loading = false;
      this.#explain(error);
      ready.reject(error);
    } finally {
      if (!connection.signal.aborted) this.#place.removeAttribute("aria-busy");
    }
  }

  #mount(loaded) {
    const typing = this.#root.activeElement === this.#input;
    const options = this.#options();
    try {
      if (options.filters) loaded.search("", { limit: 0, filters: options.filters }, "");
    } catch (error) {
      console.error(`<port-reference>: ${error.message}; no filter is set.`);
      options.filters = this.#filters = undefined;
    }
    const { signal } = this.#connection;
    const mounted = loaded.mount(this, this.#place, this.#input, options);
    // The listeners of the page run meanwhile, and may have taken the element out.
    if (signal.aborted) return mounted.free();
    this.#mounted = mounted;
    if (!typing || !this.#input.value) return;
    mounted.open();
    if (this.#enterPressed) mounted.openFirst();
  }

  /** Says in a sentence why there is no search, and shows what the page's author put inside the element. */
  #explain(error) {
    const code = error?.code ?? "damaged";
    const message = `Search does not work here: ${error?.message ?? error}`.replace(/\.?$/, ".");
    this.#place.classList.add("broken");
    this.#place.append(
      make("div", { class: "problem", part: "problem" }, make("p", { role: "alert" }, message), make("slot", {})),
    );
    this.#fire("error", { code, message });
  }

  /** Says what is wrong with overlays; the rest of them is in use. */
  #report(problems) {
    const lines = problems.map(({ source, path, message }) => [source, path, message].filter(Boolean).join(": "));
    const message = `An overlay has mistakes: ${lines.join("; ")}.`;
    if (this.hasAttribute("report")) {
      const list = make("ul", {});
      for (const line of lines) list.append(make("li", {}, line));
      this.#place.append(make("div", { class: "problem overlay", part: "problem" }, make("p", { role: "alert" }, "Mistakes in an overlay:"), list));
    }
    this.#fire("error", { code: "overlay", message, problems });
  }

  #tearDown() {
    if (!this.#connection) return;
    this.#connection.abort();
    this.#connection = null;
    this.#query = this.#input.value;
    const mounted = this.#mounted;
    if (mounted) {
      this.#filters = mounted.filters();
      this.#mounted = null;
      mounted.destroy();
      // Not at once: one of its methods may be what led here.
      queueMicrotask(() => mounted.free());
    }
    // Who waits for one that is not settled waits for the next connection.
    if (this.#ready.settled) this.#renewReady();
    this.#input = this.#place = null;
    this.#enterPressed = false;
    this.#root.replaceChildren();
  }

  #renewReady() {
    const ready = {};
    ready.promise = new Promise((resolve, reject) => Object.assign(ready, { resolve, reject }));
    // Who does not ask need not hear of it in the console.
    ready.promise.catch(() => {});
    this.#ready = ready;
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(`port-reference-${name}`, { detail, bubbles: true, composed: true }));
  }

  #keys() {
    return (this.getAttribute("shortcut") ?? "").split(/\s+/).filter(Boolean);
  }

  #queryOfPage() {
    const name = this.getAttribute("url-param");
    return name ? new URLSearchParams(location.search).get(name) : null;
  }

  #source() {
    const src = this.getAttribute("src");
    if (!src) return catalogUrl;
    try {
      return new URL(src, document.baseURI).href;
    } catch {
      throw new Problem("network", `src="${src}" is not an address.`);
    }
  }

  /** What the attribute names, then what the property holds: `{ url }` or `{ text }`. */
  #overlays() {
    const urls = (this.getAttribute("overlay") ?? "").split(/\s+/).filter(Boolean);
    const given = this.#overlay === null ? [] : [this.#overlay].flat();
    return [...urls, ...given].map((overlay) => {
      if (typeof overlay !== "string") return { text: jsonOf(overlay) };
      return /^\s*[[{]/.test(overlay) ? { text: overlay } : { url: resolved(overlay) };
    });
  }

  /** The filters of the attribute, as `search()` takes them. */
  #presetFilters(given = this.getAttribute("filters")) {
    if (given === null) return undefined;
    const pairs = new URLSearchParams(given);
    // Whatever the names are: `__proto__` is one like any other here.
    return Object.fromEntries([...pairs.keys()].map((name) => [name, name === "release" ? pairs.get(name) : pairs.getAll(name)]));
  }

  #options() {
    return {
      limit: this.#limit(),
      base: this.#base(),
      compact: this.hasAttribute("compact"),
      urlParam: this.getAttribute("url-param") || undefined,
      filters: this.#filters ?? this.#presetFilters(),
    };
  }

  #limit() {
    const usual = this.hasAttribute("compact") ? LIMITS.compact : LIMITS.full;
    const given = this.getAttribute("limit");
    if (given === null) return usual;
    const limit = Number(given);
    if (Number.isInteger(limit) && limit >= 1 && limit <= LIMITS.most) return limit;
    this.#complain("limit", given, `it must be a whole number from 1 to ${LIMITS.most}; ${usual} is used`);
    return usual;
  }

  #base() {
    const given = this.getAttribute("base")?.trim();
    if (given === undefined) return usualBase;
    if (!given) return "";
    let protocol;
    try {
      ({ protocol } = new URL(given, document.baseURI));
    } catch {
      // Reported below.
    }
    // With a `#`, chapters are sections of one page.
    if (["http:", "https:", "file:"].includes(protocol)) return /\/$|#/.test(given) ? given : `${given}/`;
    this.#complain("base", given, "it must be a relative, http(s) or file address; links lead beside this page");
    return "";
  }

  #complain(attribute, value, remedy) {
    console.error(`<port-reference ${attribute}="${value}">: ${remedy}.`);
  }
}
