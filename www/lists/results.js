/* The results of the site's search: added to a plan, marked with the reader's release, copied and saved. */
import { listen, make } from "../element/dom.js";
import { controls } from "./controls.js";
import { listFound } from "./found.js";
import { isOffered, verdictOf } from "./marks.js";

const STYLE = `
.badge.no { border-color: currentColor; color: light-dark(#a82c15, #ff977c); font-weight: 600; }
.badges { align-items: center; }
.to-plan { padding: 0 .2em; }
.copy-results { margin-top: .8em; font-size: .9em; }
.copy-results summary { margin-inline-start: 0; }
.left-out { margin-top: .4em; color: var(--muted); }
.share { display: flex; flex-wrap: wrap; gap: .5em; margin-top: .5em; }
.share :is(button, select) { padding: .25em .8em; border: 1px solid var(--border); border-radius: 6px; background: var(--surface); color: var(--accent); font: inherit; }
.by-hand, .left-out { flex-basis: 100%; }
.by-hand { font: .93em ui-monospace, monospace; }
@media (pointer: coarse) { .to-plan, .copy-results summary { padding-block: .4em; } .share :is(button, select) { padding-block: .6em; } }
`;
const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

/** The filters that choose uses of a port, of which a release may have some and lack others. */
const OF_USES = ["product", "role", "transport", "provenance"];

/** The release that the reader runs; none where nobody said so. */
const ownRelease = () => document.documentElement.dataset.ownRelease ?? "";

/** The entry that a link of a result leads to; none for pages and for ports that only the register has. */
const entryOf = (link) => /(?:^|\/)ports\/([\d-]+)\.html/u.exec(link.getAttribute("href") ?? "")?.[1];

export class Results {
  #search;
  #root;
  /** The query and the filters of the last search. The element does not have them yet when it tells of its first one. */
  #asked;
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
    this.#asked = asked;
    const { shadowRoot } = this.#search;
    const list = shadowRoot.getElementById("results");
    if (list && list !== this.#list) {
      this.#list = list;
      if (!shadowRoot.adoptedStyleSheets.includes(sheet)) shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet];
      // Whatever renews the list: a search, words that arrive later, "Show more".
      new MutationObserver(() => this.#mark()).observe(list, { childList: true });
      this.#addOffer();
      this.#mark();
    }
    this.#show();
  }

  /** Adds to each result what is not there yet. */
  #mark() {
    const own = ownRelease();
    const { filters } = this.#asked;
    const isOfUses = OF_USES.some((name) => filters[name]);
    for (const item of this.#list?.children ?? []) {
      const link = item.firstElementChild;
      const id = entryOf(link);
      const badges = item.querySelector(".badges");
      if (!id || !badges) continue;
      const asked = /^on ([\d.a-z]+)/u.exec(badges.querySelector(":is(.yes, .unsaid):not(.runs)")?.textContent ?? "")?.[1];
      badges.querySelector(".runs")?.remove();
      if (own && !asked && !isOfUses) this.#markRelease(badges, own, verdictOf(id, own));
      if (!isOffered(id)) continue;
      const release = asked ?? own;
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
    if (!verdict) return;
    const words = { yes: "yes", no: "no", unsaid: "not said" }[verdict];
    const badge = make("span", { class: `badge runs ${verdict}`, title: `Whether VOS ${release}, which you run, has it` }, `${release}: ${words}`);
    badges.insertBefore(badge, badges.querySelector(".to-plan"));
  }

  #addOffer() {
    const fold = make("details", { class: "copy-results" }, make("summary", {}, "Copy these results"));
    fold.append(controls(() => this.#found(), "ports-found"));
    // The panel of the header ends at its foot.
    listen(fold, "toggle", () => fold.open && fold.scrollIntoView({ block: "nearest" }));
    this.#list.parentNode.append(fold);
    this.#offer = fold;
  }

  /** Offers the list where there is one. */
  #show() {
    if (!this.#offer) return;
    const { query, filters } = this.#asked;
    const isAsked = query.trim() !== "" || Object.keys(filters).length > 0;
    // Pages have no badges.
    this.#offer.hidden = !isAsked || !this.#list.querySelector(".badges");
    // It is of another search.
    for (const old of this.#offer.querySelectorAll(".by-hand, .left-out")) old.remove();
  }

  /** What is found, unless something else has been searched for until it is. */
  async #found() {
    const asked = () => JSON.stringify([this.#search.query, this.#search.filters]);
    const before = asked();
    const list = await listFound(this.#search, this.#search);
    if (asked() !== before) throw new DOMException("", "AbortError");
    return list;
  }
}
