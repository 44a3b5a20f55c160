/*
What the site adds to lists of ports: they are copied and saved in several forms, results of its search can be added to a plan, and say
whether the reader's release has them. Loaded when somebody searches, or opens a list to copy.
*/
import { addToPageLists } from "./page-lists.js";
import { Results } from "./results.js";

const { root } = document.querySelector("script[data-root][data-lists]").dataset;

const known = new WeakSet();
const follow = (search) => {
  if (!search || known.has(search)) return;
  known.add(search);
  new Results(search, root);
};
// The searches of the site itself; those in examples are as other sites have them.
for (const search of document.querySelectorAll("#site-search port-reference, main port-reference[url-param]")) follow(search);
addToPageLists();
