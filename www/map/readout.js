// What is said of a port: beside the map, and to screen readers.
import { make } from "./make.js";
import { nameInRegister, rowAddress } from "./names.js";
import { around, isRegistered, knownOf, labels, subjectOf } from "./ports.js";

/** So long a port is looked at before more is asked about it, or it is announced. */
const PATIENCE = 350;

/** Until the map is used. */
const HINT = "Point at a cell, or tap it, and it is named here. A click, or a second tap, opens it.";

const portsOfEntry = ({ first, last, id }) => (id === String(first) && last > first ? `${first}+` : id.replace("-", "–"));

/** Title, words, and where it leads, with a name for that. */
export const about = (port) => {
  const [known, subject] = [knownOf(port), subjectOf(port)];
  const ranges = around(port);
  const words = [];
  if (known === 1) words.push(`In the range ${portsOfEntry(subject)}.`);
  if (known === 2) words.push("Registered, no chapter.");
  if (known === 3) words.push("Not registered, no chapter.");
  if (subject && labels.exposure[subject.exposure]) words.push(`${capitalised(labels.exposure[subject.exposure])}.`);
  if (known < 2 && isRegistered(port)) words.push("Registered too.");
  const goal = subject ?? (known === 3 ? ranges[0] : null);
  const href = goal ? `ports/${goal.id}.html` : known === 2 ? rowAddress(port) : null;
  const action = goal === subject ? "Open the chapter" : goal ? `Open the chapter on ${portsOfEntry(goal)}` : "Open the row of the register";
  return { title: subject?.title ?? "", known, words, ranges, href, action };
};

const capitalised = (text) => text[0].toUpperCase() + text.slice(1);

export class Readout {
  /** Seen by everybody. */
  element = make("div", { class: "map-readout" });
  /** Heard by those who move with keys: only the port at which they stay. */
  #live = make("div", { class: "sr-only", role: "status" });
  #port = null;
  #timer = 0;

  constructor() {
    this.parts = [this.element, this.#live];
  }

  /** Shows a port. With `aloud`, it is announced too. */
  show(port, aloud) {
    if (port === this.#port && !aloud) return;
    const isFirst = this.#port === null;
    this.#port = port;
    const { title, known, words, ranges, href, action } = about(port);
    const name = make("span", {}, title);
    const within = ranges.length
      ? [make("p", { class: "map-around" }, "Within ", ...ranges.flatMap((range, at) => [at ? ", " : "", chapter(range)]))]
      : [];
    this.element.replaceChildren(
      make("p", { class: "map-port" }, make("b", {}, String(port)), " ", name),
      make("p", {}, make("i", { class: `map-known known-${known}` }, labels.known[known]), ". ", words.join(" ")),
      ...(href ? [make("p", { class: "map-open" }, make("a", { href }, action))] : []),
      ...(isFirst ? [make("p", { class: "map-hint" }, HINT)] : within),
    );
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      if (known === 2) name.textContent = (await nameInRegister(port)) ?? "";
      if (!aloud || port !== this.#port) return;
      const heard = [`Port ${port}`, name.textContent || labels.known[known], words.join(" ")];
      this.say(heard.filter(Boolean).join(", "));
    }, PATIENCE);
  }

  say(text) {
    this.#live.textContent = text;
  }
}

const chapter = (entry) => make("a", { href: `ports/${entry.id}.html` }, `${portsOfEntry(entry)} ${entry.title}`);
