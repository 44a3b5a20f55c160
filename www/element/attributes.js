/* Reads the attributes of an element. */
import { documentProperty, resolved } from "./dom.js";
import { catalogUrl, usualBase } from "./files.js";
import { overlayOf } from "./overlay.js";
import { Problem, cut } from "./problem.js";

const LIMITS = { full: 20, compact: 8, most: 200 };

const complain = (host, attribute, value, remedy) => console.error(`<${host.localName} ${attribute}="${cut(value)}">: ${remedy}.`);

const words = (text) => (text ?? "").split(/\s+/).filter(Boolean);

/** The keys that focus the field. */
export const shortcutKeys = (host) => words(host.getAttribute("shortcut"));

/** The query in the page's URL; null, if there is none or the element has no `url-param`. */
export const queryOfPage = (host) => {
  const name = host.getAttribute("url-param");
  return name ? new URLSearchParams(location.search).get(name) : null;
};

/** The URL of the catalog. */
export const catalogOf = (host) => {
  const src = host.getAttribute("src");
  if (!src) return catalogUrl;
  try {
    return resolved(src);
  } catch {
    throw new Problem("network", `src="${cut(src)}" is not an address.`);
  }
};

/** The overlays of the attribute, then those of the property. */
export const overlaysOf = (host, property) => {
  const named = words(host.getAttribute("overlay")).map((url) => {
    try {
      return ["url", resolved(url)];
    } catch {
      return ["problem", `overlay="${cut(url)}" is not an address`];
    }
  });
  return [...named, ...(property === null ? [] : [property].flat()).map(overlayOf)];
};

/** Parses filters in the format of an address into the format of `search()`; null gives undefined. */
export const filtersOf = (given) => {
  if (given === null) return undefined;
  const pairs = new URLSearchParams(given);
  // Object.fromEntries treats `__proto__` like any other name.
  return Object.fromEntries([...pairs.keys()].map((name) => [name, name === "release" ? pairs.get(name) : pairs.getAll(name)]));
};

const sorted = (filters) =>
  Object.entries(filters)
    .flatMap(([name, values]) => [values ?? []].flat().map((value) => `${name}=${String(value)}`))
    .sort()
    .join("\n");

/** Whether filters that are given are those that are set. */
export const isSame = (given, set) => typeof given === "object" && sorted(given) === sorted(set);

const limitOf = (host) => {
  const usual = host.hasAttribute("compact") ? LIMITS.compact : LIMITS.full;
  const given = host.getAttribute("limit");
  if (given === null) return usual;
  const limit = Number(given);
  if (Number.isInteger(limit) && limit >= 1 && limit <= LIMITS.most) return limit;
  complain(host, "limit", given, `it must be a whole number from 1 to ${LIMITS.most}; ${usual} is used`);
  return usual;
};

/** The address that links to chapters begin with. */
export const baseOf = (host) => {
  const given = host.getAttribute("base")?.trim();
  if (given === undefined) return usualBase;
  if (!given) return "";
  let protocol;
  try {
    ({ protocol } = new URL(given, documentProperty("baseURI")));
  } catch {
    // Reported below.
  }
  // With a `#`, chapters are sections of one page.
  if (["http:", "https:", "file:"].includes(protocol)) return /\/$|#/.test(given) ? given : `${given}/`;
  complain(host, "base", given, "it must be a relative, http(s) or file address; links lead beside this page");
  return "";
};

/** The options of the widget. */
export const optionsOf = (host, filters) => ({
  limit: limitOf(host),
  base: baseOf(host),
  compact: host.hasAttribute("compact"),
  urlParam: host.getAttribute("url-param") || undefined,
  filters: filters ?? filtersOf(host.getAttribute("filters")),
});
