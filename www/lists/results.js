/* The results of the site's search: added to a plan, marked with the reader's release, copied and saved. */
import { make } from "../element/dom.js";
import { controls } from "./controls.js";
import { portList } from "./port-list.js";

/** The roles of what is a service or is seen as one; others are classes of ports and sources of connections. */
const SERVICES = ["listens", "connects", "sends", "seen-destination", "seen-source"];
/** As many as there can be. */
const ALL = 1_000_000;
const STYLE = `
.badge.no { border-color: currentColor; color: light-dark(#a82c15, #ff977c); font-weight: 600; }
.to-plan { padding: 0 .2em; }
.copy-results { margin-top: .8em; font-size: .9em; }
.copy-results summary { margin-inline-start: 0; }
.share { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .5em; }
.share :is(button, select) { padding: .25em .8em; border: 1px solid var(--border); border-radius: 6px; background: var(--surface); color: var(--accent); font: inherit; }
.by-hand { flex-basis: 100%; font: .93em ui-monospace, monospace; }
@media (pointer: coarse) { .to-plan { padding-block: .4em; } .share :is(button, select) { padding-block: .6em; } }
`;

/** The release that the reader runs; none where nobody said so. */
const ownRelease = () => document.documentElement.dataset.runs ?? "";

const ids = ({ hits }) => new Set(hits.map(({ id }) => id));

/** The entry that a link of a result leads to; none for pages and for ports that only the register has. */
const entryOf = (link) => /(?:^|\/)ports\/([\d-]+)\.html/u.exec(link.getAttribute("href") ?? "")?.[1];

export class Results {
  #search;
  #root;
  /** Which entries servers listen on, and which the vendor has: found once, when there are results to mark. */
  #kinds = null;
  /** Which entries a release has, by id: "yes" or "unsaid". */
  #applies = new Map();
  #list = null;
  #offer = null;

  constructor(search, root) {
    this.#search = search;
    this.#root = root;
    search.addEventListener("port-reference-search", () => this.#follow());
    document.addEventListener("portolan-release", () => this.#mark());
    this.#follow();
  }

  /** Follows the list, which is another one after the element was moved. */
  #follow() {
    const { shadowRoot } = this.#search;
    const list = shadowRoot.getElementById("results");
    if (list && list !== this.#list) {
      this.#list = list;
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
      // Whatever renews the list: a search, words that arrive later, "Show more".
      new MutationObserver(() => this.#mark()).observe(list, { childList: true });
      this.#addOffer();
      this.#mark();
    }
    this.#count();
  }

  /** Adds to each result what is not there yet. */
  async #mark() {
    const release = ownRelease();
    const list = this.#list;
    if (!list?.firstChild) return;
    this.#kinds ??= this.#findKinds();
    if (release && !this.#applies.has(release)) this.#applies.set(release, this.#findApplies(release));
    const [{ listened, vendors }, applies] = await Promise.all([this.#kinds, this.#applies.get(release)]);
    if (release !== ownRelease()) return;
    for (const item of list.children) {
      const link = item.firstElementChild;
      const id = entryOf(link);
      const badges = item.querySelector(".badges");
      if (!id || !badges) continue;
      this.#markRelease(badges, release, vendors.has(id) && (applies?.get(id) ?? "no"));
      if (!listened.has(id)) continue;
      const href = `${this.#root}plan.html#add=${id}${release && `&release=${release}`}`;
      const there = badges.querySelector(".to-plan");
      if (there) there.setAttribute("href", href);
      else {
        const label = `Add to a plan: ${item.querySelector(".number").textContent}`;
        badges.append(make("a", { class: "own-link to-plan", href, title: "Plan a firewall with it", "aria-label": label }, "Add to a plan"));
      }
    }
  }

  /** Says whether the release has it; a search for a release says so itself. */
  #markRelease(badges, release, verdict) {
    badges.querySelector(".runs")?.remove();
    if (!release || !verdict || badges.querySelector(".yes, .unsaid")) return;
    const words = { yes: "yes", no: "no", unsaid: "not said" }[verdict];
    badges.append(make("span", { class: `badge runs ${verdict}`, title: `Whether VOS ${release}, which you run, has it` }, `${release}: ${words}`), " ");
  }

  async #findKinds() {
    const search = (filters) => this.#search.search("", { limit: ALL, filters });
    const [listens, vendor, nobody, service] = await Promise.all([
      search({ role: "listens" }),
      search({ provenance: "vendor" }),
      search({ exposure: "nobody" }),
      search({ role: SERVICES }),
    ]);
    const [vendors, closed] = [ids(vendor), ids(nobody)];
    // As in chapters: what nobody should reach any more is not offered, unless the vendor's systems have it.
    return { vendors, services: ids(service), listened: new Set([...ids(listens)].filter((id) => vendors.has(id) || !closed.has(id))) };
  }

  async #findApplies(release) {
    const { hits } = await this.#search.search("", { limit: ALL, filters: { release } });
    return new Map(hits.map(({ id, applies }) => [id, applies]));
  }

  #addOffer() {
    const fold = make("details", { class: "copy-results" }, make("summary", {}));
    fold.append(controls(() => this.#found(), "ports-found"));
    this.#list.parentNode.append(fold);
    this.#offer = fold;
  }

  async #count() {
    if (!this.#offer) return;
    const { query, filters } = this.#search;
    const isAsked = query.trim() !== "" || Object.keys(filters).length > 0;
    const { total } = await this.#search.search(query, { limit: 0, filters });
    if (query !== this.#search.query) return;
    this.#offer.hidden = total === 0 || !isAsked;
    this.#offer.querySelector("summary").textContent = total === 1 ? "Copy this result" : `Copy these ${total} results`;
  }

  /** All that was found, in the form of textIn(). */
  async #found() {
    const { query, filters } = this.#search;
    const { hits } = await this.#search.search(query, { limit: ALL, filters });
    const found = hits.filter(({ ports }) => ports.length);
    const { services } = await this.#kinds;
    // As below the tables of pages: not what a setting decides, and no classes of ports.
    const certain = found.filter(({ id, parameter }) => parameter === null && (services.has(id) || id.startsWith("port-")));
    const rows = found.map(({ ports, transports, title, exposure, summary, href }) => [
      ports.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(", "),
      transports.join(", "),
      title,
      exposure ?? "",
      summary,
      href && new URL(href, document.baseURI).href,
    ]);
    return {
      ports: portList(certain.flatMap(({ ports, transports }) => transports.flatMap((transport) => ports.map(([first, last]) => [transport, first, last])))),
      columns: ["Port", "Transport", "Title", "Exposure", "Summary", "Address"],
      rows,
      about: { query, filters, total: found.length },
    };
  }
}
