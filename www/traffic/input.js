/* Inputs as bytes. */
import { Problem } from "../element/problem.js";

/** Letters of a string that are encoded at a time. */
const LETTERS = 1 << 18;
/** How the bytes of gzip begin. */
const GZIP = [0x1f, 0x8b];

async function* ofText(text) {
  const encoder = new TextEncoder();
  for (let at = 0; at < text.length; ) {
    let end = Math.min(at + LETTERS, text.length);
    // Both halves of a surrogate pair stay together.
    if (end < text.length && /[\uD800-\uDBFF]/u.test(text[end - 1])) end -= 1;
    yield encoder.encode(text.slice(at, end));
    at = end;
  }
}

/** The chunks of a stream; giving up early cancels it. */
async function* chunks(reader, first) {
  let ended = false;
  try {
    if (first) yield first;
    for (;;) {
      const { done, value } = await reader.read();
      ended = done;
      if (done) return;
      yield value;
    }
  } finally {
    if (!ended) reader.cancel().catch(() => {});
  }
}

/** A stream of the chunks, for what takes only streams. */
const streamed = (iterator) =>
  new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return();
    },
  });

const asBytes = (chunk) => {
  if (chunk instanceof Uint8Array) return chunk;
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (typeof chunk === "string") return new TextEncoder().encode(chunk);
  throw new Problem("argument", "explain(): a stream must give bytes or text.");
};

async function* ofStream(stream) {
  const reader = stream.getReader();
  let { done, value } = await reader.read();
  while (!done && value.length < GZIP.length) {
    const next = await reader.read();
    if (next.done) break;
    const [head, tail] = [asBytes(value), asBytes(next.value)];
    value = new Uint8Array([...head, ...tail]);
    done = next.done;
  }
  if (done) return;
  const first = asBytes(value);
  const rest = chunks(reader, first);
  if (first[0] !== GZIP[0] || first[1] !== GZIP[1]) {
    for await (const chunk of rest) yield asBytes(chunk);
    return;
  }
  try {
    yield* chunks(streamed(rest).pipeThrough(new DecompressionStream("gzip")).getReader());
  } catch (error) {
    throw error instanceof TypeError ? new Problem("damaged", "the input begins like a .gz file, but cannot be unpacked.") : error;
  }
}

/** The bytes of a string, `Blob`, `File` or `ReadableStream`, in chunks; what is compressed by gzip is unpacked. */
export const bytesOfInput = (input) => {
  if (typeof input === "string") return ofText(input);
  if (typeof input?.stream === "function") return ofStream(input.stream());
  if (typeof input?.getReader === "function") return ofStream(input);
  throw new Problem("argument", "explain(): the input must be a string, a Blob, a File or a ReadableStream.");
};
