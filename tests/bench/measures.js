/* The measurements of one group of rows. All are made in pairs, ours and a peer, the order of both and of the peers changing by round. */
import { addressOf } from "./group.js";
import { median, quantile, shuffled } from "./figures.js";
import { OURS, OURS_FIRST, PEERS } from "./libraries.js";
import { packed } from "./packing.js";
import { relevance } from "./queries.js";

/** How long a page may take, in milliseconds; Fuse.js needs minutes for lines of logs in thousands of rows. */
const PATIENCE = 900_000;

const inPairs = async (rounds, ours, measure) => {
  for (let round = 0; round < rounds; round++) {
    for (const [at, peer] of shuffled(PEERS, round).entries()) {
      for (const library of shuffled([ours, peer], round * PEERS.length + at)) await measure(library);
    }
  }
};

const lists = (libraries) => new Map(libraries.map(({ name }) => [name, []]));

/** Bytes until the first answer, by library. */
export const bytes = async ({ browser, server, files }, group, query) => {
  const sizes = new Map();
  for (const library of [OURS_FIRST, OURS, ...PEERS]) {
    server.asked.clear();
    const { value } = await browser.visit(addressOf(server.origin, group, library, "first", query), PATIENCE);
    if (!value.length) throw new Error(`${library.title} finds nothing for ${query}`);
    const asked = [...server.asked].filter((path) => path.startsWith(`/${group}/`) && !path.endsWith("/"));
    sizes.set(library.name, asked.reduce((sum, path) => sum + packed(files.get(path)), 0));
  }
  return sizes;
};

/**
 * Milliseconds of CPU until the first answer above an empty page, by library: `{ p50, p99, process }`, the last one of all threads.
 */
export const firstAnswer = async ({ browser, server, rounds }, group, query) => {
  const visits = lists([OURS_FIRST, OURS, ...PEERS]);
  const empty = [];
  const visit = (library) => browser.visit(addressOf(server.origin, group, library, "first", query), PATIENCE);
  const nothing = () => browser.visit(addressOf(server.origin, group, OURS, "empty", ""), PATIENCE);
  await visit(OURS_FIRST);
  await nothing();
  await inPairs(rounds, OURS_FIRST, async (library) => {
    visits.get(library.name).push(await visit(library));
    empty.push(await nothing());
  });
  for (let round = 0; round < rounds; round++) visits.get(OURS.name).push(await visit(OURS));
  const above = (all, figure, share) => {
    const values = (visits) => visits.map((visit) => visit[figure]);
    return quantile(values(all), share) - median(values(empty));
  };
  const figures = (all) => ({ p50: above(all, "cpu", 0.5), p99: above(all, "cpu", 0.99), process: above(all, "process", 0.5) });
  return new Map([...visits].map(([name, all]) => [name, figures(all)]));
};

/** Microseconds of a search when everything is warm, by library: of each query the median of all rounds, of these the quantiles. */
export const hot = async ({ browser, server, rounds }, group, path, run = "hot") => {
  const times = lists([OURS, ...PEERS]);
  await inPairs(rounds, OURS, async (library) => {
    const { value } = await browser.visit(addressOf(server.origin, group, library, run, path), PATIENCE);
    times.get(library.name).push(value);
  });
  return new Map([...times].map(([name, all]) => [name, quantiles(all)]));
};

const quantiles = (rounds) => {
  const typical = rounds[0].map((_, at) => median(rounds.map((times) => times[at])));
  return { p50: quantile(typical, 0.5), p90: quantile(typical, 0.9), p99: quantile(typical, 0.99) };
};

/** MRR@10 and success@1, by library: `{ all, withoutLogs }`. */
export const ranks = async ({ browser, server, say }, group, path, queries) => {
  const scores = new Map();
  for (const library of [OURS, ...PEERS]) {
    say(`    ${library.title}`);
    const { value } = await browser.visit(addressOf(server.origin, group, library, "found", path), PATIENCE);
    const kept = queries.map(({ kind }, at) => (kind === "log" ? null : at)).filter((at) => at !== null);
    const withoutLogs = relevance(kept.map((at) => queries[at]), kept.map((at) => value[at]));
    scores.set(library.name, { all: relevance(queries, value), withoutLogs });
  }
  return scores;
};

/** The same as `hot` at a size where some cannot: `{ built, p50, p90, p99 }` or `{ reason }`, by library. */
export const large = async ({ start, server, rounds, say }, group, path, patience, refusals) => {
  const results = new Map();
  for (const library of shuffled([OURS, ...PEERS], 0)) {
    say(`    ${library.title}`);
    const runs = [];
    let reason = refusals.get(library.name);
    for (let round = 0; round < rounds && !reason; round++) {
      // One that runs out of memory must not take the next with it.
      const browser = await start();
      try {
        runs.push((await browser.visit(addressOf(server.origin, group, library, "large", path), patience)).value);
      } catch (error) {
        reason = error.message;
      } finally {
        await browser.close();
      }
    }
    const measured = () => ({ built: median(runs.map(({ built }) => built)), ...quantiles(runs.map(({ times }) => times)) });
    results.set(library.name, reason ? { reason } : measured());
  }
  return results;
};
