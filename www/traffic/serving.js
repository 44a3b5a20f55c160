/* The worker's side: reads inputs for the page that has started it. */
import { readInputs } from "./reading.js";

/**
 * Waits for messages, and answers each with several: its `id`, a handler of `delegated()`, and what that gets. A message without `inputs`
 * aborts. All that `engine` needs comes with a message, as the page has it.
 */
export const serve = (engine) => {
  const works = new Map();
  globalThis.onmessage = async ({ data: { id, inputs, program, files, selection } }) => {
    if (!inputs) {
      works.get(id)?.abort();
      return;
    }
    // As lists: a page may have changed what objects inherit.
    const tell = (...what) => postMessage([id, ...what]);
    const work = new AbortController();
    works.set(id, work);
    try {
      await engine({ module_or_path: program });
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
  postMessage([]);
};
