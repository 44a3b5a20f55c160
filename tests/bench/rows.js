/* The rows that all libraries are given, from the public exports. */

/** A range's ports stand in its text one by one up to this length. */
const LISTED = 64;

const portsText = (first, last) => {
  if (first === last) return String(first);
  if (last - first > LISTED) return `${first}-${last}`;
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).join(" ");
};
const joined = (texts) => [...new Set(texts.flat().filter(Boolean))].join(", ");

/** A row for each described entry. */
export const described = ({ entries }) =>
  entries.map(({ id, ports, title, names, tasks = [], summary, uses }) => ({
    id,
    ports: joined(ports.map(([first, last]) => portsText(first, last))),
    title,
    names: joined(names),
    tasks: joined(tasks),
    applications: joined(uses.map(({ applications = [], protocol }) => [applications, protocol])),
    summary,
  }));

/** A row for each registered port or range that no entry is about: only these are in our register too. */
export const registered = (register, catalog) => {
  const taken = new Set(catalog.entries.flatMap(({ ports }) => ports.map(([first, last]) => `${first}-${last}`)));
  const rows = new Map();
  for (const { first_port, last_port, names, description = "" } of register.rows) {
    const key = `${first_port}-${last_port}`;
    if (taken.has(key)) continue;
    const before = rows.get(key) ?? { first: first_port, last: last_port, names: [], descriptions: [] };
    before.names.push(...names);
    before.descriptions.push(description);
    rows.set(key, before);
  }
  return [...rows.values()];
};

/** Registered rows in the form of described ones. */
export const asRows = (registered) =>
  registered.map(({ first, last, names, descriptions }, at) => ({
    // Made-up rows share their ports.
    id: registered[at - 1]?.first === first ? `port-${first}-${at}` : `port-${first}`,
    ports: portsText(first, last),
    title: names[0],
    names: joined(names.slice(1)),
    tasks: "",
    applications: "",
    summary: joined(descriptions),
  }));

const SYLLABLES = ["ba", "co", "di", "fer", "gu", "han", "jo", "kel", "lu", "mir", "no", "pa", "qui", "ros", "sti", "tan"];

/** A word for a number: the same each time, and another for each number. */
const word = (number) => {
  let text = "";
  for (let rest = number + SYLLABLES.length; rest > 0; rest = Math.floor(rest / SYLLABLES.length)) {
    text += SYLLABLES[rest % SYLLABLES.length];
  }
  return text;
};

/** The register `times` over: itself, then rows like it with other ports and names, in the order of their ports. */
export const multiplied = (registered, times) => {
  const rows = [...registered];
  for (let copy = 1; copy < times; copy++) {
    for (const [at, { first, names, descriptions }] of registered.entries()) {
      const port = ((first + copy * 7919) % 65_000) + 1;
      const name = word(copy * registered.length + at);
      rows.push({ first: port, last: port, names: [`${names[0].split("-")[0]}-${name}`], descriptions });
    }
  }
  // Stable: rows with equal ports keep their order.
  return rows.sort((one, other) => one.first - other.first || one.last - other.last);
};
