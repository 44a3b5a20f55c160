// What the cells' colours can say. A colouring has kinds, and says for each port of which kind it is.
import { PORTS } from "./hilbert.js";
import { backgroundRoles, knownOf, labels, subjectOf } from "./ports.js";

const capital = (text) => text[0].toUpperCase() + text.slice(1);
const kinds = (texts) => texts.map((label) => ({ label: capital(label) }));
/** The kind of those that a colouring says nothing of: they have the colour of the ground. */
const rest = (label) => ({ label, rest: true });

/** By a property of the entry that is about a port. */
const ofSubject = (name, texts, without = "Not described") => ({
  kinds: [...kinds(texts), rest(without)],
  of: (port) => subjectOf(port)?.[name] ?? texts.length,
});

const BLOCK = PORTS / 16;
let background;
const lowestBit = (bits) => 31 - Math.clz32(bits & -bits);

export const colourings = [
  { id: "known", title: "What is known", kinds: kinds(labels.known), of: knownOf },
  {
    id: "class",
    title: "Class",
    kinds: kinds(labels.class.map(([label]) => label)),
    of: (port) => labels.class.findLastIndex(([, first]) => first <= port),
  },
  { id: "exposure", title: "Who may reach it", ...ofSubject("exposure", labels.exposure, "Not said") },
  { id: "category", title: "Category", ...ofSubject("category", labels.category) },
  { id: "releases", title: "Releases of VOS", ...ofSubject("releases", labels.releases) },
  {
    id: "role",
    title: "Role",
    kinds: [...kinds(labels.role), rest("No role")],
    of: (port) => {
      const roles = subjectOf(port)?.roles || (background ??= backgroundRoles())[port];
      return roles ? lowestBit(roles) : labels.role.length;
    },
  },
  {
    id: "number",
    title: "Number: how the curve runs",
    kinds: Array.from({ length: PORTS / BLOCK }, (_, at) => ({ label: `${at * BLOCK}–${(at + 1) * BLOCK - 1}` })),
    of: (port) => Math.floor(port / BLOCK),
  },
];

/** For each port its kind; and for each kind how many ports it has. */
export const sorted = (colouring) => {
  if (!colouring.ofPort) {
    const ofPort = (colouring.ofPort = new Uint8Array(PORTS));
    const counts = (colouring.counts = colouring.kinds.map(() => 0));
    for (let port = 0; port < PORTS; port++) counts[(ofPort[port] = colouring.of(port))]++;
  }
  return colouring;
};
