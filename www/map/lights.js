// What a search finds is lit on the map.

/** A range of more ports is lit only where nothing narrower was found: it would outshine everything. */
const WIDE = 1000;
const MOST_HITS = 1000;
/** So long nothing was typed. */
const PAUSE = 150;

const portsOf = ({ hits, notices }) => {
  const ranges = hits.flatMap(({ ports }) => ports);
  const isNarrow = ([first, last]) => last - first < WIDE;
  // A number without a chapter is what was looked for all the same.
  const asked = notices.flatMap(({ port, unwritten }) => unwritten ?? (port === undefined ? [] : [port]));
  const narrow = [...ranges.filter(isNarrow), ...asked.map((port) => [port, port])];
  const lit = new Set();
  for (const [first, last] of narrow.length ? narrow : ranges) for (let port = first; port <= last; port++) lit.add(port);
  return lit;
};

/** Tells `changed` the set of ports to light and the number of results, or `null` where nothing is searched for. */
export const followSearch = (changed) => {
  let last = 0;
  let timer;
  document.addEventListener("port-reference-search", ({ target, detail: { query, filters } }) => {
    const mine = ++last;
    clearTimeout(timer);
    if (!query.trim() && !Object.keys(filters).length) return changed(null, 0);
    timer = setTimeout(async () => {
      try {
        const found = await target.search(query, { limit: MOST_HITS, filters });
        if (mine === last) changed(portsOf(found), found.total);
      } catch {
        // The element itself says what is wrong.
      }
    }, PAUSE);
  });
};
