/*
Measures Portolan beside its peers: `node run.js <settings.json>`, which `cargo xtask bench` writes:
{ chromium, npm, v1, queries, registers, out, date, quick }. `registers` is the folder with the registers that are larger.
*/
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { start } from "./chromium.js";
import { addGroup, addLarge } from "./group.js";
import { OURS, OURS_FIRST, PEERS } from "./libraries.js";
import { machine } from "./machine.js";
import * as measure from "./measures.js";
import { keystrokes, queries as readQueries, registeredName } from "./queries.js";
import { report } from "./report.js";
import { asRows, described, registered } from "./rows.js";
import { serve } from "./server.js";

/** How many times each page is opened, how many beginnings of queries are typed, and what is larger. */
const ROUNDS = { first: 9, hot: 3, large: 3, everyQuery: 1, typed: 200, typedLarge: 20, times: [10, 100], patience: 60_000 };
const QUICK = { first: 1, hot: 1, large: 1, everyQuery: 10, typed: 20, typedLarge: 5, times: [10], patience: 30_000 };

const settings = JSON.parse(await readFile(process.argv[2], "utf8"));
const { chromium, npm, v1, registers, out, date, quick } = settings;
const rounds = quick ? QUICK : ROUNDS;
const readJson = async (path) => JSON.parse(await readFile(path, "utf8"));
const say = (text) => process.stderr.write(`${text}\n`);

const catalog = await readJson(join(v1, "catalog.json"));
const entries = described(catalog);
const both = [...entries, ...asRows(registered(await readJson(join(v1, "register.json")), catalog))];
const queries = readQueries(await readFile(settings.queries, "utf8")).filter((_, at) => at % rounds.everyQuery === 0);
const ofEntries = queries.filter(({ expected }) => expected.some((id) => !id.startsWith("port-")));

const files = new Map([["/page.js", await readFile(new URL("page.js", import.meta.url))]]);
const texts = (queries) => JSON.stringify(queries.map(({ text }) => text));
files.set("/queries/typed.json", JSON.stringify(keystrokes(queries, rounds.typed)));
files.set("/queries/typed-large.json", JSON.stringify(keystrokes(queries, rounds.typedLarge)));

const server = await serve(files);
const browser = await start(chromium);
const groups = [];
try {
  for (const [group, rows, asked, query] of [
    ["described", entries, ofEntries, "telnet"],
    ["registered", both, queries, registeredName(queries)],
  ]) {
    say(`${group}: ${rows.length} rows`);
    await addGroup(files, group, rows, [OURS, OURS_FIRST, ...PEERS], npm);
    files.set(`/queries/${group}.json`, texts(asked));
    const tools = { browser, server, files, say };
    say("  bytes");
    const bytes = await measure.bytes(tools, group, query);
    say("  relevance");
    const ranks = await measure.ranks(tools, group, `/queries/${group}.json`, asked);
    say("  first answer");
    const first = await measure.firstAnswer({ ...tools, rounds: rounds.first }, group, query);
    say("  hot searches");
    const hot = await measure.hot({ ...tools, rounds: rounds.hot }, group, "/queries/typed.json");
    groups.push({ group, rows: rows.length, query, asked: asked.length, bytes, ranks, first, hot });
  }
} finally {
  await browser.close();
}

const large = [];
let refusals = new Map([["pagefind", "a file for every row"]]);
for (const times of rounds.times) {
  const register = await readJson(join(registers, `register-${times}.json`));
  const rows = [...entries, ...asRows(register)];
  say(`register × ${times}: ${rows.length} rows`);
  const name = `times-${times}`;
  await addLarge(files, name, rows, [OURS, ...PEERS], npm, await readFile(join(registers, `register-${times}.bin`)));
  const tools = { start: () => start(chromium), server, rounds: rounds.large, say };
  const results = await measure.large(tools, name, "/queries/typed-large.json", rounds.patience, refusals);
  for (const path of [...files.keys()]) if (path.startsWith(`/${name}/`)) files.delete(path);
  large.push({ times, rows: rows.length, results });
  // What cannot be run at one size is not tried at the next.
  refusals = new Map([...results].filter(([, { reason }]) => reason).map(([name, { reason }]) => [name, reason]));
}
server.close();

const results = { groups, large, rounds, date, machine: await machine(chromium) };
await writeFile(out, await report(results));
