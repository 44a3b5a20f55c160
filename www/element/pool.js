/*
A reference-counted cache of shared values, such as catalogs in wasm memory, which the garbage collector cannot see. A value is
made at the first request for its key. When it has no holders it is freed, except for the last few, which may be needed again.
*/

/** `make(given, wanted)` returns a promise of a value; it may stop when `wanted()` is false. `spare` unused values are kept. */
export const pool = (make, free, spare) => {
  const items = new Map();
  const sweep = () => {
    const idle = [...items].filter(([, item]) => !item.holders);
    for (const [key, item] of idle.slice(0, Math.max(0, idle.length - spare))) {
      items.delete(key);
      item.value.then(free, () => {});
    }
  };
  /** Holds the value of a key until `release()`; `given` is passed to `make`. */
  return (key, given) => {
    let item = items.get(key);
    if (!item) {
      item = { holders: 0, value: null };
      const made = item;
      item.value = make(given, () => items.get(key) === made);
      item.value.catch(() => items.get(key) === made && items.delete(key));
    }
    // Moves it to the end: the order is that of use.
    items.delete(key);
    items.set(key, item);
    item.holders += 1;
    let held = true;
    const release = () => {
      if (!held) return;
      held = false;
      item.holders -= 1;
      sweep();
    };
    return { value: item.value, release };
  };
};
