/* Ports as one line. */

/**
 * `22/tcp, 137-138/udp`: by port, each once; ports of a transport that touch or overlap are one range. Each of `ports` is
 * `[transport, first, last]`.
 */
export const portList = (ports) => {
  const ranges = [];
  for (const [transport, first, last] of ports.toSorted(([a, b, c], [d, e, f]) => (a < d ? -1 : a > d ? 1 : b - e || c - f))) {
    const before = ranges.at(-1);
    if (before?.[0] === transport && first <= before[2] + 1) before[2] = Math.max(before[2], last);
    else ranges.push([transport, first, last]);
  }
  ranges.sort(([, a, b], [, c, d]) => a - c || b - d);
  return ranges.map(([transport, first, last]) => `${first === last ? first : `${first}-${last}`}/${transport}`).join(", ");
};
