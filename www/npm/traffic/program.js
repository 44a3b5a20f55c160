/* The engine that explains traffic; replaces program.js of the classic script. */
import start, { TrafficPorts, TrafficReading } from "./engine.js";
import { program } from "../files.js";
import { inTime, once } from "../load.js";

const ENGINE = new URL("./engine.wasm", import.meta.url).href;
const CAPTURE = new URL("./capture-engine.wasm", import.meta.url).href;
const ANSWERS = new URL("./answers.json", import.meta.url).href;

export const withTraffic = async (run) => run(await program(ENGINE), ENGINE);
export const traffic = ({ module_or_path }) => start({ module_or_path });
traffic.TrafficPorts = TrafficPorts;
traffic.TrafficReading = TrafficReading;
const tool = once(async (url) => {
  const engine = await inTime(url, import("./capture-engine.js"));
  await engine.default({ module_or_path: await program(url) });
  return engine.CaptureReading;
});
/** The class that reads captures; it is loaded with the first one. */
export const captureTool = () => tool(CAPTURE);
/** What only a whole catalog says of pairs of ports; a few lines of text. */
export const FACTS = __FACTS__;
/** `{ id: [what it is, whether to worry, what to do] }`. */
export const withAnswers = async () => (await fetch(ANSWERS)).json();
