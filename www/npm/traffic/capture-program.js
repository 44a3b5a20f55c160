/* The engine that reads packet captures; replaces capture-program.js of the classic script. The worker has it too, so that there is no import(). */
import start, { CaptureReading } from "./capture-engine.js";
import { bytesAt, once } from "../load.js";

const ENGINE = new URL("./capture-engine.wasm", import.meta.url).href;

const started = once(async (url) => {
  await start({ module_or_path: await WebAssembly.compile(await bytesAt(url)) });
  return CaptureReading;
});
/** The class that reads captures; its wasm is loaded with the first one. */
export const captureTool = () => started(ENGINE);
