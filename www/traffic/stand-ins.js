/* Replaces addresses by stand-ins, so that a report can be shown to others. */

const PATTERNS = [
  // Hardware addresses, also the fourteen bytes that netfilter writes; then as Cisco's devices write them.
  ["mac", /\b[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4,12}\b/giu],
  ["mac", /\b[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}\b/giu],
  // IPv6: a word with a colon may be before it (`outside:2001:db8::5`), and behind it a port and a colon (`2001:db8::5.443:`,
  // `2001:db8::5:44300`).
  ["address", /(?<![\w.:])((?:[0-9a-f]*[g-z_]\w*:)*)(?:[0-9a-f]{0,4}:){2,7}(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4})(?=(?:\.\d+|:\d{5})?[.:]*(?![\w.:]))/giu],
  ["address", /(?<!\d)(?<!\d\.)\d{1,3}(?:\.\d{1,3}){3}(?!\d)/gu],
];
const isTime = (text) => /^(?:\d{4}:)?\d{1,2}(?::\d{2}){2}$/u.test(text);
/** Addresses that are the same on every machine. */
const COMMON = ["::", "::1", "0.0.0.0", "127.0.0.1", "255.255.255.255"];
/** What has our own sentences, or words of the format, which hosts may be called, too. */
const OWN = ["rule", "meaning", "why", "says", "service", "sort", "transport", "action", "direction", "exposure", "format", "id", "kind", "from"];
/** What has an address in a report, or the name of a host. */
const FIELDS = ["address", "source", "target"];

/** A function that replaces the addresses in a text, and these names of hosts: each by the same stand-in wherever it occurs. */
export const standIns = (names = []) => {
  const known = new Map();
  const last = { mac: 0, address: 0 };
  const standIn = (sort, key) => {
    if (!known.has(key)) known.set(key, `${sort}-${(last[sort] += 1)}`);
    return known.get(key);
  };
  const instead = (sort) => (found, before) => {
    // What the pattern captured stays: words before an address, not the colons of a hardware address.
    const words = sort === "address" && typeof before === "string" ? before : "";
    const address = found.slice(words.length).replace(/(?<!:):$/u, "");
    if (isTime(address) || COMMON.includes(address) || address.startsWith(":::")) return found;
    const key = sort === "mac" ? address.toLowerCase().replace(/[^0-9a-f]/gu, "") : address.toLowerCase();
    return words + standIn(sort, key) + found.slice(words.length + address.length);
  };
  // Longer names first: one may be a part of another.
  const hosts = [...new Set(names)].sort((one, other) => other.length - one.length);
  const quoted = hosts.map((host) => host.replace(/[.*+?^${}()|[\]\\/-]/gu, "\\$&")).join("|");
  const host = quoted && new RegExp(`(?<![\\w-])(?:${quoted})(?![\\w-])`, "giu");
  return (text) => {
    const changed = PATTERNS.reduce((soFar, [sort, pattern]) => soFar.replace(pattern, instead(sort)), text);
    return host ? changed.replace(host, (found) => standIn("address", found.toLowerCase())) : changed;
  };
};

/** Calls `each` with every text of a report, with the name of the property that has it. */
const texts = (value, name, each) => {
  if (typeof value === "string") each(value, name);
  else if (value !== null && typeof value === "object") {
    for (const [key, one] of Object.entries(value)) texts(one, Array.isArray(value) ? name : key, each);
  }
};

/** A report with stand-ins in every text. */
export const anonymous = (report) => {
  const names = [];
  texts(report, "", (text, name) => {
    // Numbers are found by their patterns; `*` is no host.
    if (FIELDS.includes(name) && /[a-z]/iu.test(text) && !text.includes(":") && text !== "source") names.push(text);
  });
  const replaced = standIns(names);
  const walk = (value, name) => {
    if (OWN.includes(name)) return value;
    if (typeof value === "string") return /time$/iu.test(name) ? value : replaced(value);
    if (Array.isArray(value)) return value.map((one) => walk(one, name));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, walk(one, key)]));
  };
  return walk(report, "");
};
