/* Packet captures as lines of text, one for each packet, as tcpdump prints it. */
import { Problem } from "../element/problem.js";
import { captureTool } from "./capture-program.js";

/** How captures begin: pcap in either byte order, with micro- and nanoseconds, and as older systems changed it; pcapng. */
const CAPTURES = [0xa1b2c3d4, 0xd4c3b2a1, 0xa1b23c4d, 0x4d3cb2a1, 0xa1b2cd34, 0x34cdb2a1, 0x0a0d0d0a];
/** Bytes that are read at once. */
const PART = 1 << 18;

/** Whether these bytes are the first of a capture. */
export const isCapture = (start) => start.length > 3 && CAPTURES.includes(new DataView(start.buffer, start.byteOffset).getUint32(0));

/** The lines of a capture, in chunks of UTF-8. What cannot be read is a line that says so. */
export const linesOfCapture = async function* (chunks) {
  let CaptureReading;
  try {
    CaptureReading = await captureTool();
  } catch ({ code, message }) {
    throw new Problem(code ?? "damaged", `this is a packet capture. The site and the zip read captures; here, what reads them is missing: ${message}`);
  }
  const reading = new CaptureReading();
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length; at += PART) yield reading.push(chunk.subarray(at, at + PART));
    }
    yield reading.finish();
  } finally {
    reading.free();
  }
};
