/* Inputs as bytes. */
import { Problem } from "../element/problem.js";
import { isCapture, linesOfCapture } from "./capture.js";

/** Letters of a string that are encoded at a time. */
const LETTERS = 1 << 18;
/** How the bytes of gzip begin. */
const GZIP = [0x1f, 0x8b];
/** How many bytes tell what an input is. */
const SIGNATURE = 4;

async function* ofText(text, seen) {
  const encoder = new TextEncoder();
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + LETTERS, text.length);
    // Both halves of a surrogate pair stay together.
    if (end < text.length && /[\uD800-\uDBFF]/u.test(text[end - 1])) end -= 1;
    seen.bytes += end - at;
    yield encoder.encode(text.slice(at, end));
    at = end;
  }
}

const asBytes = (chunk) => {
  if (chunk instanceof Uint8Array) return chunk;
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (typeof chunk === "string") return new TextEncoder().encode(chunk);
  throw new Problem("argument", "explain(): a stream must give bytes or text.");
};

/** The chunks of a stream; giving up early cancels it. */
async function* chunks(reader, seen) {
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      ended = done;
      if (done) return;
      const bytes = asBytes(value);
      seen.bytes += bytes.length;
      yield bytes;
    }
  } finally {
    if (!ended) reader.cancel().catch(() => {});
  }
}

/** The chunks in front of which others were taken already. */
async function* after(first, rest) {
  yield first;
  yield* rest;
}

/** A stream of the chunks, for what takes only streams. */
const streamed = (iterator) =>
  new ReadableStream({
    // A page may have changed what objects inherit.
    __proto__: null,
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return();
    },
  });

/** `[the first bytes, all chunks]`. */
const begun = async (source) => {
  let first = new Uint8Array();
  while (first.length < SIGNATURE) {
    const { done, value } = await source.next();
    if (done) break;
    first = first.length ? new Uint8Array([...first, ...value]) : value;
  }
  return [first, after(first, source)];
};

/** What gzip has packed. */
async function* unpacked(source, seen) {
  let some = false;
  try {
    for await (const chunk of chunks(streamed(source).pipeThrough(new DecompressionStream("gzip")).getReader(), { bytes: 0 })) {
      some = true;
      yield chunk;
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    if (!some) throw new Problem("damaged", "the input begins like a .gz file, but cannot be unpacked.");
    seen.endsEarly = true;
  }
}

async function* ofStream(stream, seen) {
  let [first, source] = await begun(chunks(stream.getReader(), seen));
  if (first[0] === GZIP[0] && first[1] === GZIP[1]) [first, source] = await begun(unpacked(source, seen));
  yield* isCapture(first) ? linesOfCapture(source) : source;
}

/**
 * The bytes of a string, `Blob`, `File` or `ReadableStream`, in chunks; what is compressed by gzip is unpacked,
 * and captures become lines of text. `seen.bytes` counts what
 * has been taken, before it is unpacked; `seen.endsEarly` is set where not everything could be unpacked.
 */
export const bytesOfInput = (input, seen) => {
  if (typeof input === "string") return ofText(input, seen);
  if (typeof input?.stream === "function") return ofStream(input.stream(), seen);
  if (typeof input?.getReader === "function") return ofStream(input, seen);
  throw new Problem("argument", "explain(): the input must be a string, a Blob, a File or a ReadableStream.");
};
