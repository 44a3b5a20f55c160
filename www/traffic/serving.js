/* The worker's side: reads inputs for the page that has started it. */
import { readInputs } from "./reading.js";

/**
 * Waits for messages. The first has the compiled `program`; the answer is an empty list, or one with an error. The others are answered with
 * several: their `id`, a handler of `delegated()`, and what that gets. A message without `inputs` aborts.
 */
export const serve = (engine) => {
  const works = new Map();
  globalThis.onmessage = async ({ data: { program, id, inputs, files, selection } }) => {
    if (program) {
      // A policy of this script may forbid WebAssembly.
      engine({ module_or_path: program }).then(() => postMessage([]), (error) => postMessage([error]));
      return;
    }
    if (!inputs) {
      works.get(id)?.abort();
      return;
    }
    // As lists: a page may have changed what objects inherit.
    const tell = (...what) => postMessage([id, ...what]);
    const work = new AbortController();
    works.set(id, work);
    try {
      const ports = new engine.TrafficPorts(...files);
      const reading = new engine.TrafficReading(ports, ...selection);
      // The reading holds what is known of ports.
      ports.free();
      const done = await readInputs(reading, inputs, {
        signal: work.signal,
        take: (flows) => flows.length > 2 && tell("take", flows),
        onprogress: (progress) => tell("onprogress", progress),
      });
      tell("resolve", done);
    } catch (error) {
      tell(error instanceof WebAssembly.RuntimeError ? "trap" : "reject", error, error?.code);
    }
    works.delete(id);
  };
};
