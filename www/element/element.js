/*
<port-reference>: search and filters over the reference of ports. Two lines are all it takes:

  <script src="embed/port-reference.js" defer></script>
  <port-reference><a href="https://ports.example/">All ports</a></port-reference>

The element's content is shown only when the search cannot work. Below the field there is nothing until it is used: until something
is typed, it is clicked, or there is a query or a filter.

Attributes
  src         another catalog, one file with its words; default: the one beside the script, whose words come after the first answer
  overlay     addresses of overlays, an organisation's own entries as JSON, separated by spaces; default: none
  base        the address that links to chapters begin with; default: the book beside the script
  query       what to search for
  filters     what to filter by, in the format of an address: "product=S269&release=15.2"; default: nothing
  limit       how many results to show at first, 1 to 200; default: 20, compact 8
  compact     a single field; results open in a panel, and nothing is loaded before the field is used
  url-param   keeps the state in the page's URL under this name (q: ?q=nfs&q.transport=udp); default: off
  placeholder what the empty field shows; default: a hint at what can be typed
  shortcut    keys that focus the field, separated by spaces ("/ s"); default: none
  theme       auto (the page's color-scheme; light where the page names none), light or dark; default: auto
  report      lists in the page what is wrong with an overlay
Properties
  query       what is searched for; can be set
  filters     what is filtered by, in the format of search(); can be set, also to a text in the format of the attribute
  overlay     an overlay or a list of them, merged after those of the attribute: objects, JSON text, or URL objects for addresses;
              default: null
  ready       a Promise of the element; reading it starts loading. Rejected when the search cannot work
Method
  search(query, { limit, filters }) -> Promise of { total, hits, facets, notices, awaitsRegister }; waits until all words are
              loaded, and the register where entries do not answer the query; facets are counted when they are read;
              awaitsRegister is true if the register may have more, but could not be loaded
    filters:  { exposure, transport, category, advice, role, provenance, class, product: a value or a list, release: "15.2" }
    hit:      { id, ports: [[first, last], ...], parameter, transports, title, summary, href, provenance, exposure, why, applies,
              remarks }; parameter is the setting that decides where a range ends, else null; transports are those of the uses that
              satisfy the filters;
              applies is "yes" or "unsaid" with a release, else null; href is "" for an entry of an overlay without a page,
              and for a port that only the register has, id port-4711, where its pages are not;
              remarks come from overlays: [{ by, text, links: [{ title, href }, ...] }]
    facets:   { transport: [{ value, label, count }, ...], ..., release: [...] }
    notices:  [{ kind, text, ... }]; kind is unwritten, not-a-port, other-releases, unknown-word,
              line, not-a-release or transport-alone
Events, bubbling and composed
  port-reference-ready   { entries }
  port-reference-search  { query, filters, total }; for a log line, query contains only its ports
  port-reference-select  the hit; preventDefault() stops the link from being followed
  port-reference-error   { code, message }; code is unsupported, csp, file, network, status, damaged or version;
                         with the code overlay also { problems: [{ source, path, message }] }; the search works nevertheless
Parts
  field, input, panel, results, filters, sheet, count, chip, notice, list, item, chosen, number, title, badge, exposure, summary,
  why, own, more, problem
Custom properties
  --port-reference-accent, -background, -text, -border, -muted, -mark, -font
*/
import { baseOf, catalogOf, filtersOf, isSame, optionsOf, overlaysOf, queryOfPage, shortcutKeys } from "./attributes.js";
import { keep, listen, make, setAgain } from "./dom.js";
import { explain, report } from "./messages.js";
import { found, reference, registerLoaded } from "./reference.js";
import { Ready } from "./ready.js";
import { adoptStyle } from "./style.js";

/** How long a query stays before the register is loaded for it, in milliseconds: until then, somebody is still typing. */
const SETTLED = 250;
const INTO_FIELDS = "input, textarea, select";
/** Properties that a page may have set before the element was upgraded. */
const PROPERTIES = ["query", "filters", "overlay"];

let loads = 0;
/** Every twentieth time, lets the page do something else: its listeners may change an element on each of its events. */
const pause = () => (loads++ % 20 === 19 ? new Promise((done) => setTimeout(done)) : undefined);

// Importing this must not fail where there is no DOM.
export class PortReference extends (globalThis.HTMLElement ?? class {}) {
  static observedAttributes = ["query", "filters", "limit", "base", "src", "overlay", "compact", "url-param", "placeholder", "report"];

  #root = this.attachShadow({ mode: "open" });
  /** Aborted when the element is disconnected; ends its listeners. */
  #connection = null;
  #input = null;
  #place = null;
  #mounted = null;
  /** Holds the catalog while the element is in the page. */
  #held = null;
  #loading = false;
  #ready = new Ready();
  #wanted = false;
  /** Kept while the element is out of the page. */
  #query = null;
  #filters;
  #overlay = null;
  #enterPressed = false;
  #asking;

  constructor() {
    super();
    // For good: a listener that ends with each connection would leave something behind in the browser.
    this.addEventListener("port-reference-search", () => this.#ask());
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
    return this.#mounted?.filters() ?? this.#filters ?? filtersOf(this.getAttribute("filters")) ?? {};
  }

  set filters(filters) {
    // Frameworks set an attribute of a template as a property.
    const given = typeof filters === "string" ? filtersOf(filters) : (filters ?? {});
    // They also set again what an event told them, while somebody types.
    if (isSame(given, this.filters)) return;
    this.#renew(() => {
      this.#filters = given;
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
    const held = this.#hold();
    try {
      const { loaded, whole } = await held.value;
      await whole();
      return await found(loaded, String(query ?? ""), options, baseOf(this));
    } finally {
      held.release();
    }
  }

  focus(options) {
    this.#input?.focus(options);
  }

  connectedCallback() {
    if (this.#connection) return;
    setAgain(this, PROPERTIES);
    this.#connection = new AbortController();
    adoptStyle(this.#root);
    this.#build();
    this.#listen();
    if (this.#wanted || !this.hasAttribute("compact")) this.#load();
  }

  disconnectedCallback() {
    // A moved node is disconnected and connected again; what was typed is kept.
    this.#tearDown();
  }

  /** Moved by `moveBefore()`: everything stays as it is. */
  connectedMoveCallback() {}

  attributeChangedCallback(name, before, after) {
    if (!this.#connection || before === after) return;
    if (name === "query") this.query = after;
    else if (name === "filters") this.filters = filtersOf(after);
    else if (name === "placeholder") this.#input.placeholder = this.#hint();
    else if (name === "limit" || name === "base") this.#mounted?.configure(this.#options());
    else this.#renew();
  }

  /** Makes a change that needs everything to be built again. */
  #renew(change = () => {}) {
    const connected = this.#connection;
    if (connected) this.#tearDown();
    change();
    if (connected) this.connectedCallback();
  }

  #build() {
    const label = this.getAttribute("aria-label") ?? "Search ports";
    this.#input = make("input", {
      id: "field",
      part: "input",
      type: "search",
      placeholder: this.#hint(),
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      enterkeyhint: "go",
      maxlength: "2048",
      "aria-describedby": "help",
    });
    this.#input.value = this.#query ?? queryOfPage(this) ?? this.getAttribute("query") ?? "";
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
    const keys = shortcutKeys(this);
    if (keys.length) {
      this.#input.setAttribute("aria-keyshortcuts", keys.join(" "));
      this.#place.firstChild.append(make("kbd", { "aria-hidden": "true" }, keys[0]));
    }
    this.#root.replaceChildren(this.#place);
  }

  #hint() {
    const usual = this.hasAttribute("compact") ? "Port, name, program …" : "Port, name, program, product, task …";
    return this.getAttribute("placeholder") ?? usual;
  }

  #listen() {
    const { signal } = this.#connection;
    listen(this.#input, "focus", () => this.#load(), signal);
    // A click, even into an empty field, opens what there is to browse.
    listen(this.#input, "click", () => this.#mounted?.open(), signal);
    const typed = () => {
      this.#enterPressed = false;
      this.#load();
    };
    listen(this.#input, "input", typed, signal);
    const pressed = (event) => {
      if (!this.#mounted && event.key === "Enter" && !event.isComposing) this.#enterPressed = true;
    };
    listen(this.#input, "keydown", pressed, signal);
    for (const kind of ["keydown", "keypress", "keyup"]) listen(this.#root, kind, keep, signal);
    listen(this.ownerDocument, "keydown", (event) => this.#pressed(event), signal);
    // WebKit resets fields without `autocomplete` to their default value when the reader returns to the page.
    listen(globalThis, "pagehide", () => (this.#input.defaultValue = this.#input.value), signal);
  }

  /** Focuses the field on a key of `shortcut`, unless something else has the focus that takes keys. */
  #pressed(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (!shortcutKeys(this).includes(event.key)) return;
    const at = event.composedPath()[0];
    // A form may have a field called `matches`; and in another document, elements are of another class.
    if (at !== this.ownerDocument && (Element.prototype.matches.call(at, INTO_FIELDS) || at.isContentEditable)) return;
    if (this.#input.checkVisibility?.() === false) return;
    // Other elements with the same shortcut see that the key was handled.
    event.preventDefault();
    this.#input.focus();
    this.#input.select();
  }

  /** Holds the catalog for the attributes and overlays. */
  #hold() {
    return reference(catalogOf(this), overlaysOf(this, this.#overlay));
  }

  async #load() {
    if (this.#loading) return;
    this.#loading = true;
    const { signal } = this.#connection;
    for (const problem of this.#place.querySelectorAll(".problem")) problem.remove();
    this.#place.classList.remove("broken");
    if (this.#ready.settled && !this.#mounted) this.#ready = new Ready();
    this.#place.setAttribute("aria-busy", "true");
    const ready = this.#ready;
    try {
      this.#held = this.#hold();
      const [{ loaded, problems, whole }] = await Promise.all([this.#held.value, pause()]);
      if (signal.aborted) return;
      this.#mount(loaded);
      if (signal.aborted) return;
      ready.settled = true;
      if (problems.length) {
        this.#fire("error", report(problems, this.hasAttribute("report") && this.#place));
      }
      this.#fire("ready", { entries: loaded.entries });
      ready.resolve(this);
      this.#refine(whole);
    } catch (error) {
      if (signal.aborted) return;
      ready.settled = true;
      this.#release();
      // The next use of the field tries again.
      this.#loading = false;
      this.#fire("error", explain(error, this.#place));
      ready.reject(error);
    } finally {
      if (!signal.aborted) this.#place.removeAttribute("aria-busy");
    }
  }

  /** Loads the rest of the catalog, and searches again in all of it. */
  async #refine(whole) {
    const mounted = this.#mounted;
    await whole();
    if (mounted !== this.#mounted) return;
    mounted?.refine();
    this.#ask();
  }

  /** Loads the register for a query that entries do not answer, and searches again. */
  #ask() {
    clearTimeout(this.#asking);
    const mounted = this.#mounted;
    if (!mounted?.awaitsRegister) return;
    this.#asking = setTimeout(async () => {
      await registerLoaded();
      if (mounted === this.#mounted) mounted.refine();
    }, SETTLED);
  }

  #release() {
    this.#held?.release();
    this.#held = null;
  }

  #mount(loaded) {
    const typing = this.#root.activeElement === this.#input;
    const options = { ...this.#options(), isKept: this.#filters !== undefined };
    try {
      if (options.filters) loaded.search("", { limit: 0, filters: options.filters }, "");
    } catch (error) {
      console.error(`<port-reference>: ${error.message}; no filter is set.`);
      options.filters = this.#filters = undefined;
    }
    const { signal } = this.#connection;
    const mounted = loaded.mount(this, this.#place, this.#input, options);
    // mount() runs listeners of the page, which may have removed the element.
    if (signal.aborted) return mounted.free();
    this.#mounted = mounted;
    this.#ask();
    if (!typing || !this.#input.value) return;
    mounted.open();
    if (this.#enterPressed) mounted.openFirst();
  }

  #tearDown() {
    if (!this.#connection) return;
    this.#connection.abort();
    this.#connection = null;
    clearTimeout(this.#asking);
    this.#loading = false;
    this.#release();
    this.#query = this.#input.value;
    const mounted = this.#mounted;
    if (mounted) {
      this.#filters = mounted.filters();
      this.#mounted = null;
      mounted.destroy();
      // Later, because this may have been called by one of its methods.
      queueMicrotask(() => mounted.free());
    }
    // A promise that is not settled is kept for the next connection.
    if (this.#ready.settled) this.#ready = new Ready();
    this.#input = this.#place = null;
    this.#enterPressed = false;
    this.#root.replaceChildren();
  }

  #fire(name, detail) {
    this.dispatchEvent(new CustomEvent(`port-reference-${name}`, { detail, bubbles: true, composed: true }));
  }

  #options() {
    return optionsOf(this, this.#filters);
  }
}
