/* BENCHMARKS.md, from what was measured. */
import { OURS, OURS_FIRST, PEERS, versionOf } from "./libraries.js";

const number = (value, digits) => value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const few = (value) => number(value, value < 10 ? 1 : 0);
const kilobytes = (value) => number(value / 1000, 1);
const share = (value) => value.toFixed(3);
const ratio = (theirs, ours) => `${number(theirs / ours, theirs / ours < 10 ? 2 : 0)} ×`;
const row = (cells) => `| ${cells.join(" | ")} |`;
const table = (head, rows) => [row(head), row(head.map((_, at) => (at ? "---:" : "---"))), ...rows.map(row)].join("\n");
const listed = (titles) => (titles.length ? titles.join(", ") : "none");

/** Who beats ours, for a figure of which less is better. */
const ahead = (figure, ours) => listed(PEERS.filter((peer) => figure(peer) < ours).map(({ title }) => title));

const GROUPS = { described: "Described entries", registered: "Described entries and the register" };

const loaded = ({ group, query, bytes, first }) => {
  const [size, cpu] = [bytes.get(OURS_FIRST.name), first.get(OURS_FIRST.name)];
  const line = (title, { name }) => [
    title,
    kilobytes(bytes.get(name)),
    name === OURS_FIRST.name ? "" : ratio(bytes.get(name), size),
    number(first.get(name).p50, 1),
    number(first.get(name).p99, 1),
    name === OURS_FIRST.name ? "" : ratio(first.get(name).p50, cpu.p50),
    number(first.get(name).process, 1),
  ];
  const rows = [
    line("**Portolan**", OURS_FIRST),
    line("Portolan, with the words of all chapters", OURS),
    ...PEERS.map((peer) => line(peer.title, peer)),
  ];
  return `### ${GROUPS[group]}: the answer to \`${query}\`

${table(["", "KB", "ratio", "CPU, ms", "p99", "ratio", "all threads, ms"], rows)}

Fewer bytes than ours: ${ahead(({ name }) => bytes.get(name), size)}. Less CPU than ours:
${ahead(({ name }) => first.get(name).p50, cpu.p50)}.`;
};

const searched = ({ group, rows, hot }) => {
  const ours = hot.get(OURS.name);
  const line = (title, { name }) => {
    const { p50, p90, p99 } = hot.get(name);
    const ratios = name === OURS.name ? ["", ""] : [ratio(p50, ours.p50), ratio(p99, ours.p99)];
    return [title, few(p50), few(p90), few(p99), ...ratios];
  };
  return `### ${GROUPS[group]}: ${number(rows, 0)} rows

${table(
  ["", "p50, µs", "p90", "p99", "ratio p50", "ratio p99"],
  [line("**Portolan**", OURS), ...PEERS.map((peer) => line(peer.title, peer))],
)}

Quicker than ours at p50: ${ahead(({ name }) => hot.get(name).p50, ours.p50)}. At p99:
${ahead(({ name }) => hot.get(name).p99, ours.p99)}.`;
};

const ranked = ({ group, asked, ranks }) => {
  const line = (title, { name }) => {
    const { all, withoutLogs } = ranks.get(name);
    return [title, share(all.reciprocal), share(all.first), share(withoutLogs.reciprocal), share(withoutLogs.first)];
  };
  const score = ({ name }) => -ranks.get(name).withoutLogs.reciprocal;
  return `### ${GROUPS[group]}: ${asked} queries

${table(
  ["", "MRR@10", "success@1", "MRR@10 without logs", "success@1 without logs"],
  [line("**Portolan**", OURS), ...PEERS.map((peer) => line(peer.title, peer))],
)}

Better than ours without lines of logs: ${ahead(score, score(OURS))}.`;
};

const enlarged = ({ times, rows, results }) => {
  const ours = results.get(OURS.name);
  const line = (title, { name }) => {
    const { reason, built, p50, p99 } = results.get(name);
    if (reason) return [title, `not run: ${reason}`, "", "", ""];
    const ratios = name === OURS.name || ours.reason ? "" : ratio(p50, ours.p50);
    return [title, number(built, 0), few(p50), few(p99), ratios];
  };
  const quicker = ours.reason ? "not known" : ahead(({ name }) => results.get(name).p50 ?? Infinity, ours.p50);
  return `### ${times} times the register: ${number(rows, 0)} rows

${table(
  ["", "ready after, ms", "p50, µs", "p99", "ratio p50"],
  [line("**Portolan**", OURS), ...PEERS.map((peer) => line(peer.title, peer))],
)}

Quicker than ours at p50: ${quicker}.`;
};

/** The page as Markdown. */
export const report = async ({ groups, large, rounds, date, machine }) => {
  const versions = await Promise.all(PEERS.map(async (peer) => `${peer.title} ${await versionOf(peer)}`));
  return `# Benchmarks

Portolan's search beside libraries that people would use instead, in one run, on the same rows. \`cargo xtask bench --date DATE\` writes
this page. Ratios are the other library's figure by ours: above 1, ours is lighter or quicker.

- Machine: ${machine}.
- Date: ${date ?? "not given"}.
- Compared: ${versions.join(", ")}.

## Until the first answer

What a page loads, with Brotli at 11, and how long its main thread works until the answer is there, above an empty page: the median
and p99 (of fewer than a hundred visits, the worst) of ${rounds.first * PEERS.length} visits for ours and ${rounds.first} for others, each in a
fresh browser context.

${groups.map(loaded).join("\n\n")}

## A search when everything is warm

Microseconds from the call of \`search(query)\` to its ten best hits, for ${rounds.typed} beginnings of queries, as a field sees them
while somebody types. Of each the median of ${rounds.hot} visits (for ours ${rounds.hot * PEERS.length}), after a pass that warms up.

${groups.map(searched).join("\n\n")}

## Relevance

How often the ten best hits answer \`crates/xtask/relevance/queries.tsv\`, from which our search was tuned and the others were not. Lines
of logs are counted apart, because other libraries do not claim to read them.

${groups.map(ranked).join("\n\n")}

## Larger registers

The register repeated with other ports and made-up names, the same ones in each run: ${rounds.typedLarge} beginnings of queries, the median of
${rounds.large}. Ours loads a register in its own format; the others make their index in the page. *Ready after* is the time for that. A page
may take ${rounds.patience / 1000} seconds for everything, and one that cannot says why.

${large.map(enlarged).join("\n\n")}

## How it is measured

- **Rows**: \`v1/catalog.json\` and \`v1/register.json\`, with ports, title, names, tasks, applications and protocols, and summary.
  Chapters' prose is in none of them; ours has its words too, except where the first answer is measured, because the element
  answers before they arrive. Ours also loads what filters, advice and exposure need, which the rows lack. Registered ports that an
  entry describes are not given twice.
- **Libraries**: adapters in \`tests/bench/\`, each as its library's documentation recommends for short texts, with prefixes and typing
  errors where it has them. Adapter and library are one minified module, ours too. lunr and elasticlunr load indexes made
  beforehand, as their documents advise and mdBook does; Pagefind loads what it needs for a query.
- **In turns**: ours and a peer, in an order shuffled alike in every run, so that other load on the machine affects both. Larger
  registers are measured one library after the other, each in a browser of its own.
- **CPU** is the time that the main thread has worked, \`TaskDuration\` in thread ticks, of Chromium's \`Performance.getMetrics\`. *All
  threads* is \`ProcessTime\`: with compilers, garbage collection, and the worker in which Pagefind searches.
- **Searches** are timed in the page with \`performance.now()\`, quick ones several times in a row. Ours builds the whole hit, with title,
  summary and reasons; Pagefind fetches its texts; the others return identifiers.
`;
};
