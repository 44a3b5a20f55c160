/* The results of the site's search: added to a plan, marked with the reader's release, copied and saved. */
import { make } from "../element/dom.js";
import { controls } from "./controls.js";
import { isOffered, verdictOf } from "./marks.js";
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
const ownRelease = () => document.documentElement.dataset.ownRelease ?? "";

/** The entry that a link of a result leads to; none for pages and for ports that only the register has. */
const entryOf = (link) => /(?:^|\/)ports\/([\d-]+)\.html/u.exec(link.getAttribute("href") ?? "")?.[1];

export class Results {
  #search;
  #root;
  #list = null;
  #offer = null;

  constructor(search, root) {
    this.#search = search;
    this.#root = root;
    search.addEventListener("port-reference-search", ({ detail }) => this.#follow(detail));
    document.addEventListener("portolan-release", () => this.#mark());
    this.#follow();
  }

  /** Follows the list, which is another one after the element was moved. */
  #follow(asked = this.#search) {
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
    this.#count(asked);
  }

  /** Adds to each result what is not there yet. */
  #mark() {
    const release = ownRelease();
    for (const item of this.#list?.children ?? []) {
      const link = item.firstElementChild;
      const id = entryOf(link);
      const badges = item.querySelector(".badges");
      if (!id || !badges) continue;
      this.#markRelease(badges, release, verdictOf(id, release));
      if (!isOffered(id)) continue;
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
    const badge = make("span", { class: `badge runs ${verdict}`, title: `Whether VOS ${release}, which you run, has it` }, `${release}: ${words}`);
    badges.insertBefore(badge, badges.querySelector(".to-plan"));
  }

  #addOffer() {
    const fold = make("details", { class: "copy-results" }, make("summary", {}));
    fold.append(controls(() => this.#found(), "ports-found"));
    this.#list.parentNode.append(fold);
    this.#offer = fold;
  }

  /** What is asked for is not yet the element's when it tells of its first search. */
  #count({ query, filters }) {
    if (!this.#offer) return;
    const isAsked = query.trim() !== "" || Object.keys(filters).length > 0;
    // As the element says it: "11 results", "No results".
    const total = Number(this.#search.shadowRoot.querySelector(".count").textContent.replace(/\D/gu, ""));
    this.#offer.hidden = total === 0 || !isAsked;
    this.#offer.querySelector("summary").textContent = total === 1 ? "Copy this result" : `Copy these ${total} results`;
  }

  /** All that was found, in the form of textIn(). */
  async #found() {
    const { query, filters } = this.#search;
    const { hits } = await this.#search.search(query, { limit: ALL, filters });
    const found = hits.filter(({ ports }) => ports.length);
    const services = new Set((await this.#search.search(query, { limit: ALL, filters: { role: SERVICES } })).hits.map(({ id }) => id));
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
