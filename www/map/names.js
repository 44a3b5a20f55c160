// The names of ports that only the register knows. They are not among the page's data, because there are six thousand.
import { rowOfPort } from "./ports.js";

/** The list of the register's pages. In a folder without them it leads to the site, or is no link. */
const registerList = document.querySelector("a.map-register")?.href;
const isBeside = registerList && location.protocol !== "file:" && new URL(registerList).origin === location.origin;

/** The address of a port's row, if there are such pages. */
export const rowAddress = (port) => {
  const { page, anchor } = rowOfPort(port);
  return registerList ? new URL(`${page}#${anchor}`, registerList).href : null;
};

/** Names by row, of each page that was asked for. */
const pages = new Map();

/** Trusted Types forbid parsing HTML; the rows are simple enough. */
const plain = (html) =>
  html.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&").trim();

const readPage = async (page) => {
  const response = await fetch(new URL(page, registerList));
  if (!response.ok) throw new Error(`${page}: ${response.status}`);
  const row = /<tr id="(port-\d+)"[^>]*>\s*<th scope="row">[^<]*<\/th><td>[^<]*<\/td><td>(.*?)<\/td>/g;
  return new Map([...(await response.text()).matchAll(row)].map(([, anchor, names]) => [anchor, plain(names)]));
};

/** Whether the search knows the register. */
let mayAsk = true;
const askSearch = async (port) => {
  const search = document.querySelector("port-reference");
  if (!mayAsk || !search?.search) return null;
  const { hits } = await search.search(String(port), { limit: 5 });
  const isOnly = ({ ports, provenance }) =>
    provenance.join() === "registered" && ports.some(([first, last]) => first <= port && port <= last);
  mayAsk = hits.some(isOnly);
  return hits.find(isOnly)?.title ?? null;
};

/** The name that a port is registered under; `null` where it cannot be known. */
export const nameInRegister = async (port) => {
  try {
    if (!isBeside) return await askSearch(port);
    const { page, anchor } = rowOfPort(port);
    if (!pages.has(page)) pages.set(page, readPage(page));
    return (await pages.get(page)).get(anchor) ?? null;
  } catch {
    return null;
  }
};
