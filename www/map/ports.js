// What the page's data says of every port. crates/port-map writes it and says what it means.
import { PORTS } from "./hilbert.js";

const data = JSON.parse(document.getElementById("map-data").textContent);
export const { start, labels } = data;

/** How an entry bears on its ports: it is about its first one, about a range, or only says where packets may come from. */
const [OWN, RANGE, BACKGROUND] = [0, 1, 2];

export const entries = data.entries.map(([first, more, title, standing, exposure, category, releases, roles]) => {
  const id = standing === OWN ? `${first}` : `${first}-${first + more}`;
  return { id, first, last: first + more, title, standing, exposure, category, releases, roles };
});

/** For each port the position of the entry that is about it, plus one; 0 for none. */
const subjects = new Uint16Array(PORTS);
const numbered = entries.map((entry, at) => ({ entry, number: at + 1 }));
const width = ({ entry }) => entry.last - entry.first;
for (const { entry, number } of numbered.filter(({ entry }) => entry.standing === RANGE).sort((a, b) => width(b) - width(a))) {
  subjects.fill(number, entry.first, entry.last + 1);
}
for (const { entry, number } of numbered) if (entry.standing === OWN) subjects[entry.first] = number;

/** For each port the roles, as bits, that background ranges give it. */
export const backgroundRoles = () => {
  const roles = new Uint8Array(PORTS);
  for (const { first, last, roles: own } of entries.filter(({ standing }) => standing === BACKGROUND)) {
    for (let port = first; port <= last; port++) roles[port] |= own;
  }
  return roles;
};

/** For each port the number of its row in the register, plus one; 0 for none. A range has the number of its first port. */
const rows = new Uint32Array(PORTS);
for (const [first, last] of data.ranges) rows.fill(first + 1, first, last + 1);
for (let at = 0, next = 0; at < data.registered.length; at += 2) {
  const first = next + data.registered[at];
  next = first + data.registered[at + 1] + 1;
  for (let port = first; port < next; port++) rows[port] = port + 1;
}

export const subjectOf = (port) => entries[subjects[port] - 1];
export const isRegistered = (port) => rows[port] > 0;
/** The place of the port's row in the register: the name of the page, and of the row. */
export const rowOfPort = (port) => {
  const row = rows[port] - 1;
  const at = data.pages.findLastIndex((first) => first <= row);
  const last = (data.pages[at + 1] ?? PORTS) - 1;
  return { page: `${data.pages[at]}-${last}.html`, anchor: `port-${row}` };
};
/** 0 described, 1 in a described range, 2 registered only, 3 neither. */
export const knownOf = (port) => {
  const subject = subjectOf(port);
  if (subject) return subject.standing === OWN ? 0 : 1;
  return isRegistered(port) ? 2 : 3;
};
/** The ranges around a port, the narrowest first, without the entry that is about it. */
export const around = (port) => {
  const subject = subjectOf(port);
  const others = entries.filter((entry) => entry !== subject && entry.first <= port && port <= entry.last);
  return others.sort((a, b) => a.last - a.first - (b.last - b.first));
};
/** The nearest port with a chapter of its own: below with `step` -1, above with 1. */
export const nextDescribed = (port, step) => {
  for (let at = port + step; at >= 0 && at < PORTS; at += step) if (knownOf(at) === 0) return at;
  return port;
};
