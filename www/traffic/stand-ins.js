/* Replaces addresses by stand-ins, so that a report can be shown to others. */

const PATTERNS = [
  // Hardware addresses, also the fourteen bytes that netfilter writes; then as Cisco's devices write them.
  ["mac", /\b[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4,12}\b/giu],
  ["mac", /\b[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}\b/giu],
  // IPv6: a word with a colon may be before it (`outside:2001:db8::5`), and behind it a port and a colon (`2001:db8::5.443:`).
  ["address", /(?<![\w.:])((?:[0-9a-f]*[g-z_]\w*:)*)(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?=(?:\.\d+)?[.:]*(?![\w.:]))/giu],
  ["address", /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\d\.\d)/gu],
];
const isTime = (text) => /^\d{1,2}(?::\d{2}){2}$/u.test(text);

/** A function that replaces the addresses in a text: each by the same stand-in wherever it occurs. */
export const standIns = () => {
  const known = new Map();
  const last = { mac: 0, address: 0 };
  const instead = (sort) => (found, before) => {
    // What the pattern captured stays: words before an address, not the colons of a hardware address.
    const words = sort === "address" && typeof before === "string" ? before : "";
    const address = found.slice(words.length).replace(/(?<!:):$/u, "");
    if (isTime(address) || address === "::") return found;
    const key = sort === "mac" ? address.toLowerCase().replace(/[^0-9a-f]/gu, "") : address.toLowerCase();
    if (!known.has(key)) known.set(key, `${sort}-${(last[sort] += 1)}`);
    return words + known.get(key) + found.slice(words.length + address.length);
  };
  return (text) => PATTERNS.reduce((changed, [sort, pattern]) => changed.replace(pattern, instead(sort)), text);
};

/** A report with stand-ins in every text. */
export const anonymous = (report) => {
  const replaced = standIns();
  const walk = (value, name) => {
    // What our own data says has no addresses of anybody.
    if (name === "hit" || name === "rule" || name === "meaning" || name === "why" || name === "says") return value;
    if (typeof value === "string") return /time$/iu.test(name) ? value : replaced(value);
    if (Array.isArray(value)) return value.map((one) => walk(one, name));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one, key)]));
  };
  return walk(report, "");
};
