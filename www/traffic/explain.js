/* Explains an input: reads it piece by piece, and lets the page live in between. */
import { Problem } from "../element/problem.js";
import { bytesOfInput } from "./input.js";
import { traffic } from "./program.js";

/** Bytes that are handed to the engine at once: some milliseconds of work. */
const PIECE = 1 << 18;
/** How long the page may wait, in milliseconds. */
const SLICE = 12;
/** The most flows that are given one by one unless more are asked for. */
const USUAL_FLOWS = 10_000;

/** Lets the page do something else: `setTimeout` would wait for some milliseconds each time. */
const pause = () =>
  globalThis.scheduler?.yield?.() ??
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

const asCount = (value, name, usual) => {
  if (value === undefined) return usual;
  if (value === Infinity) return 0xffff_ffff;
  if (Number.isInteger(value) && value >= 0) return Math.min(value, 0xffff_ffff);
  throw new TypeError(`explain(): \`${name}\` must be a whole number, 0 or more`);
};

const OPTIONS = ["flows", "skip", "text", "kind", "signal", "onprogress"];

/** The checked options of `explain()`. */
const checkedOptions = (options) => {
  if (options !== undefined && (options === null || typeof options !== "object")) throw new TypeError("explain(): the options must be an object");
  // Only what was given counts: a page may have changed what objects inherit.
  const given = { __proto__: null, ...options };
  for (const name of Object.keys(given)) {
    if (!OPTIONS.includes(name)) throw new TypeError(`explain() has the options ${OPTIONS.map((one) => `\`${one}\``).join(", ")}, but no \`${name}\``);
  }
  const { text = "", kind = "", signal, onprogress } = given;
  if (typeof text !== "string" || typeof kind !== "string") throw new TypeError("explain(): `text` and `kind` must be strings");
  return { text, kind, signal, onprogress, flows: asCount(given.flows, "flows", USUAL_FLOWS), skip: asCount(given.skip, "skip", 0) };
};

/** Adds the flows of a JSON list. Those of one chunk are few, but arguments of `push` are limited. */
const append = (flows, text) => {
  for (const flow of JSON.parse(text)) flows.push(flow);
};

/**
 * Explains inputs, one after the other, as if they were one. `ports` come from `portsOf()`; links start with `base`. Resolves to the
 * report, with `flows`, and with `parts`: of each input the number of the line before its first.
 */
export const explained = async (ports, inputs, base, options) => {
  const { text, kind, flows: most, skip, signal, onprogress } = checkedOptions(options);
  const reading = new traffic.TrafficReading(ports, text, kind, most, skip, base);
  const flows = [];
  const parts = [];
  const seen = { bytes: 0, endsEarly: false };
  let bytes = 0;
  let lines = 0;
  let since = performance.now();
  let trapped = false;
  try {
    for (const input of inputs) {
      // A line does not go on in the next file.
      if (parts.length) lines = reading.nextInput();
      parts.push({ name: typeof input?.name === "string" ? input.name : "", line: lines });
      for await (const chunk of bytesOfInput(input, seen)) {
        for (let at = 0; at < chunk.length; at += PIECE) {
          signal?.throwIfAborted();
          const piece = chunk.subarray(at, at + PIECE);
          lines = reading.push(piece);
          bytes += piece.length;
          if (most) append(flows, reading.flows());
          if (performance.now() - since < SLICE) continue;
          onprogress?.({ bytes, lines, taken: seen.bytes });
          await pause();
          since = performance.now();
        }
      }
    }
    signal?.throwIfAborted();
    reading.finish();
    append(flows, reading.flows());
    const report = JSON.parse(reading.report());
    return named(report, flows, parts, bytes, seen.endsEarly);
  } catch (error) {
    trapped = error instanceof WebAssembly.RuntimeError;
    throw trapped ? new Problem("damaged", "the input could not be read to its end; this is a defect, or the browser is out of memory.") : error;
  } finally {
    // What trapped stays borrowed, and cannot be given back.
    if (!trapped) reading.free();
  }
};

/** The report with hits in place of their ids. */
const named = (report, flows, parts, bytes, endsEarly) => {
  const { hits, totals, ...others } = report;
  for (const list of [flows, report.kinds, report.findings, report.sockets]) {
    for (const one of list) one.hit = one.hit === null ? null : hits[one.hit];
  }
  return { lines: totals.lines, bytes, endsEarly, totals, flows, parts, ...others };
};
