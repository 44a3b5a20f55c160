/* Explains an input: in a worker where it is more than a little and the page allows one, otherwise on the page. */
import { Problem } from "../element/problem.js";
import { delegated } from "./delegating.js";
import { traffic } from "./program.js";
import { readInputs } from "./reading.js";

/** The most bytes, or letters, that are read on the page even where there is a worker. */
const LITTLE = 1 << 18;
/** The most letters that are copied to a worker: 100 million would hold the page for 0.1 s. */
const LONG = 1 << 24;
/** The most flows that are given one by one unless more are asked for. */
const USUAL_FLOWS = 10_000;

const asCount = (value, name, usual) => {
  if (value === undefined) return usual;
  if (value === Infinity) return 0xffff_ffff;
  if (Number.isInteger(value) && value >= 0) return Math.min(value, 0xffff_ffff);
  throw new TypeError(`explain(): \`${name}\` must be a whole number, 0 or more`);
};

const OPTIONS = ["flows", "skip", "text", "host", "kind", "signal", "onprogress"];

/** The checked options of `explain()`. */
const checkedOptions = (options) => {
  if (options !== undefined && (options === null || typeof options !== "object")) throw new TypeError("explain(): the options must be an object");
  // Only what was given counts: a page may have changed what objects inherit.
  const given = { __proto__: null, ...options };
  for (const name of Object.keys(given)) {
    if (!OPTIONS.includes(name)) throw new TypeError(`explain() has the options ${OPTIONS.map((one) => `\`${one}\``).join(", ")}, but no \`${name}\``);
  }
  const { text = "", host = "", kind = "", signal, onprogress } = given;
  if ([text, host, kind].some((one) => typeof one !== "string")) throw new TypeError("explain(): `text`, `host` and `kind` must be strings");
  return { text, host, kind, signal, onprogress, flows: asCount(given.flows, "flows", USUAL_FLOWS), skip: asCount(given.skip, "skip", 0) };
};

/** How much an input is; unknown where only the page shall read it. */
const sizeOf = (input) => {
  if (typeof input === "string") return input.length > LONG ? NaN : input.length;
  if (input instanceof Blob) return input.size;
  return input instanceof ReadableStream ? Infinity : NaN;
};

/**
 * Explains inputs, one after the other, as if they were one. `known` comes from `portsOf()`; links start with `base`. Resolves to the
 * report, with `flows`, and with `parts`: of each input the number of the line before its first.
 */
export const explained = async ({ ports, program, files }, inputs, base, options) => {
  const { text, host, kind, flows: most, skip, signal, onprogress } = checkedOptions(options);
  const selection = [text, host, kind, most, skip, base];
  const flows = [];
  const take = (list) => {
    // Those of one piece are few, but arguments of `push` are limited.
    for (const flow of JSON.parse(list)) flows.push(flow);
  };
  const handlers = { signal, onprogress, take };
  try {
    signal?.throwIfAborted();
    const isMuch = inputs.reduce((sum, input) => sum + sizeOf(input), 0) > LITTLE;
    const elsewhere = isMuch ? await delegated(program, { files, selection }, inputs, handlers) : null;
    return named(elsewhere ?? (await readInputs(new traffic.TrafficReading(ports, ...selection), inputs, handlers)), flows, inputs);
  } catch (error) {
    throw error instanceof WebAssembly.RuntimeError ? new Problem("damaged", "the input could not be read to its end; this is a defect, or the browser is out of memory.") : error;
  }
};

/** The report with hits in place of their ids. */
const named = ({ report, before, bytes, endsEarly }, flows, inputs) => {
  const { hits, totals, ...others } = JSON.parse(report);
  for (const list of [flows, others.kinds, others.findings, others.sockets]) {
    for (const one of list) one.hit = one.hit === null ? null : hits[one.hit];
  }
  const parts = inputs.map((input, at) => ({ name: typeof input?.name === "string" ? input.name : "", line: before[at] }));
  return { lines: totals.lines, bytes, endsEarly, totals, flows, parts, ...others };
};
