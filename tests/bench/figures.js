/* Medians and the like. */

/** The value that the share `share` of all values does not exceed, by the nearest rank. */
export const quantile = (values, share) => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
};

export const median = (values) => quantile(values, 0.5);

/** The list in an order that depends on `seed` alone. */
export const shuffled = (list, seed) => {
  const order = [...list];
  let state = (seed * 2_654_435_761 + 1) >>> 0;
  for (let at = order.length - 1; at > 0; at--) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = Math.floor((state / 2 ** 32) * (at + 1));
    [order[at], order[other]] = [order[other], order[at]];
  }
  return order;
};
