/* Reads inputs with the engine, piece by piece; on the page, and in its worker. */
import { bytesOfInput } from "./input.js";

/** Bytes that are handed to the engine at once: some milliseconds of work. */
const PIECE = 1 << 18;
/** How long the thread may be kept from anything else, in milliseconds. */
const SLICE = 12;

/** Lets the thread do something else. `setTimeout` would wait for some milliseconds each time, and `scheduler.yield()` stops for no frame. */
const pause = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/**
 * Reads inputs, one after the other, as if they were one. `reading` is the engine's, and is given back. `take` gets flows, as JSON lists.
 * Resolves to `{ report, before, bytes, endsEarly }`: the report as JSON, and of each input the number of the line before its first.
 */
export const readInputs = async (reading, inputs, { signal, take, onprogress }) => {
  const before = [];
  const seen = { bytes: 0, endsEarly: false };
  let bytes = 0;
  let lines = 0;
  let since = performance.now();
  let trapped = false;
  try {
    for (const input of inputs) {
      // A line does not go on in the next file.
      if (before.length) lines = reading.nextInput();
      before.push(lines);
      for await (const chunk of bytesOfInput(input, seen)) {
        for (let at = 0; at < chunk.length; at += PIECE) {
          signal?.throwIfAborted();
          const piece = chunk.subarray(at, at + PIECE);
          lines = reading.push(piece);
          bytes += piece.length;
          take(reading.flows());
          if (performance.now() - since < SLICE) continue;
          onprogress?.({ bytes, lines, taken: seen.bytes });
          await pause();
          since = performance.now();
        }
      }
    }
    signal?.throwIfAborted();
    reading.finish();
    take(reading.flows());
    return { report: reading.report(), before, bytes, endsEarly: seen.endsEarly };
  } catch (error) {
    trapped = error instanceof WebAssembly.RuntimeError;
    throw error;
  } finally {
    // What trapped stays borrowed, and cannot be given back.
    if (!trapped) reading.free();
  }
};
