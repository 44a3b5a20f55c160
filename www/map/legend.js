// The kinds of a colouring with their numbers. A press on one leaves only its cells in colour: so they are told without colour.
import { swatch } from "./cells.js";
import { grouped, make } from "./make.js";

export class Legend {
  #list;
  /** What the kinds of the first colouring mean: the page says so. */
  #meanings;
  #pressed;

  /** `pressed` is told which kind alone is to be in colour, or `null` for all. */
  constructor(list, pressed) {
    this.#list = list;
    this.#meanings = [...list.querySelectorAll("small")].map((meaning) => meaning.textContent);
    this.#pressed = pressed;
  }

  show(colouring, colours, alone) {
    const items = colouring.kinds.map((kind, at) => {
      if (!colouring.counts[at]) return null;
      const label = [swatch(colours, at), make("b", {}, kind.label), " ", make("span", {}, grouped(colouring.counts[at]))];
      const button = make("button", { type: "button", "aria-pressed": String(alone === at) }, ...label);
      button.addEventListener("click", () => this.#pressed(alone === at ? null : at));
      const meaning = colouring.id === "known" && this.#meanings[at];
      return make("li", {}, button, ...(meaning ? [make("small", {}, meaning)] : []));
    });
    const focused = [...this.#list.children].findIndex((item) => item.contains(document.activeElement));
    this.#list.replaceChildren(...items.filter(Boolean));
    this.#list.children[focused]?.querySelector("button")?.focus();
  }
}
