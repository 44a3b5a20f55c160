/*
Values that many share, such as catalogs in wasm memory, which the garbage collector cannot see. A value is made when its key is
first asked for and freed when nobody holds it; only the last few that nobody holds are kept, for those who come back.
*/

/** `make(given, wanted)` returns a promise; it may give up when `wanted()` is false, because nobody will ask for its value. */
export const pool = (make, free, spare) => {
  const items = new Map();
  const sweep = () => {
    const idle = [...items].filter(([, item]) => !item.holders);
    for (const [key, item] of idle.slice(0, Math.max(0, idle.length - spare))) {
      items.delete(key);
      item.value.then(free, () => {});
    }
  };
  /** Holds the value of a key until `release()`; `given` is what it is made from. */
  return (key, given) => {
    let item = items.get(key);
    if (!item) {
      item = { holders: 0, value: null };
      const made = item;
      item.value = make(given, () => items.get(key) === made);
      item.value.catch(() => items.get(key) === made && items.delete(key));
    }
    // The last one asked for stands last.
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
