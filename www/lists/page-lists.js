/* The lists that pages have below their tables. */
import { controls } from "./controls.js";

/** What a cell says, without what a reader's release has added to it. */
const cellText = (cell) => {
  const copy = cell.cloneNode(true);
  for (const added of copy.querySelectorAll(".verdict")) added.remove();
  return copy.textContent.replace(/\s+/gu, " ").trim();
};

/** `22/tcp`, and with two ways `in: 22/tcp` and `out: 53/udp`. */
const portsOf = (fold) => {
  const lists = [...fold.querySelectorAll("code")].map((code) => code.textContent);
  const ways = [...fold.querySelectorAll("p")].map((one) => one.textContent).filter((text) => /^(In|Out)wards:$/u.test(text));
  return lists.map((list, at) => (ways[at] ? `${ways[at].startsWith("In") ? "in" : "out"}: ${list}` : list)).join("\n");
};

/** The rows of the table before a list, in the form of textIn(). */
const listOf = (fold, table) => ({
  ports: portsOf(fold),
  columns: [...table.querySelectorAll("thead th")].map(cellText),
  rows: [...table.querySelectorAll("tbody tr")].map((row) => [...row.cells].map(cellText)),
  about: { source: location.href.replace(/#.*/u, ""), title: document.title },
});

/** Adds the forms to each list of the page that has a table before it. */
export const addToPageLists = () => {
  for (const fold of document.querySelectorAll(".to-copy")) {
    const table = fold.previousElementSibling?.querySelector("table");
    if (!table || fold.querySelector(".share")) continue;
    const name = document.querySelector("h1").id;
    fold.append(controls(() => listOf(fold, table), `ports-${name}`));
  }
};
