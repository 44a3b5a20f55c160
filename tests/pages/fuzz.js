// Makes broken things out of sound ones: the same seed gives the same ones.
window.fuzz = (seed) => {
  // Mulberry32.
  let state = seed >>> 0;
  const random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (most) => Math.floor(random() * most);
  const pick = (list) => list[below(list.length)];
  const times = (most, change) => {
    for (let left = 1 + below(most); left; left -= 1) change();
  };

  const ODD = [null, true, 0, -1, 1.5, 65536, 1e308, "", " ", "x".repeat(300), "\u0000", "\ud800", "\u202e", "__proto__", "23", "22-23", [], {}, [[]], [null], { id: 1 },
    "javascript:hurt=1", "<img src=x onerror=hurt=1>", "listens", "tcp", "15.1+", [[23, 22]], [22, 23]];
  const PIECES = ['"', "{", "}", "[", "]", ",", ":", "null", "-", "1e9", "\\u0000", "\\ud83d", "\\", "//", "\ufeff", '"name":', '"ports":22,', "\u2028", "[[", "{}"];

  /** All places of a value where another may stand. */
  const places = (value) => Object.keys(value).flatMap((key) => [[value, key], ...(value[key] && typeof value[key] === "object" ? places(value[key]) : [])]);

  return {
    below,
    pick,
    /** An overlay with other values, keys and repetitions; sometimes as JSON with other letters. */
    overlay(sound) {
      const overlay = structuredClone(sound);
      times(3, () => {
        const all = places(overlay);
        if (!all.length) return;
        const [within, key] = pick(all);
        const kind = below(5);
        if (kind === 0) delete within[key];
        else if (kind === 1) within[pick(["", "constructor", "titel", "ports", "uses", "href", "links"])] = within[key];
        else if (kind === 2 && Array.isArray(within)) within.push(...within);
        else if (kind === 3) within[key] = structuredClone(pick(all)[0]);
        else within[key] = structuredClone(pick(ODD));
      });
      if (below(3)) return overlay;
      let text = JSON.stringify(overlay);
      times(3, () => {
        const at = below(text.length);
        text = text.slice(0, at) + (below(2) ? pick(PIECES) : "") + text.slice(at + below(3));
      });
      return text;
    },
    /** An encoded catalog with other bytes; mostly with a checksum that agrees. */
    catalog(sound) {
      let bytes = sound.slice();
      times(6, () => {
        const at = 9 + below(bytes.length - 9);
        const kind = below(6);
        if (kind === 0) bytes = bytes.slice(0, at + 1);
        else if (kind === 1) bytes.copyWithin(at, 9 + below(bytes.length - 9), Math.min(bytes.length, at + below(64)));
        else bytes[at] = kind === 2 ? below(256) : bytes[at] ^ (1 << below(8));
      });
      if (below(8)) new DataView(bytes.buffer).setUint32(5, crc32(bytes.subarray(9)), true);
      return bytes;
    },
    /** A query out of what people type and paste. */
    query() {
      const atoms = ["22", "65535", "65536", "0", "-1", "22-80", "22..80", "27910~27961", "tcp", "udp/", "/tcp", ":8080", "fe80::1", "[2001:db8::1]:443", "198.51.100.7:33435",
        "DPT=", "SPT=4500", "port", "ports", "vos", "15.1", "S269", "samba", "telent", "what is", "é", "\u{1f980}", "\ud800", "\u202e", "\u0000", "__proto__", "<b>", "%", "*", "\"", "'", "\\",
        "Nov 21 10:02:11", "  ", "\t", "\n", "a".repeat(260), "block", "1 2 3 4 5 6 7 8 9", ",", ";", "."];
      let query = "";
      times(6, () => {
        query += pick(atoms) + pick(["", " ", ",", "/", "-", ":"]);
      });
      return query;
    },
  };
};

const crc32 = (bytes) => {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
};
