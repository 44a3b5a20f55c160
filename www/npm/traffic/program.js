/* The engine that explains traffic; replaces program.js of the classic script. */
import start, { TrafficPorts, TrafficReading } from "./engine.js";
import { program } from "../files.js";

const ENGINE = new URL("./engine.wasm", import.meta.url).href;
const ANSWERS = new URL("./answers.json", import.meta.url).href;

export const withTraffic = async (run) => run(await program(ENGINE), ENGINE);
export const traffic = ({ module_or_path }) => start({ module_or_path });
traffic.TrafficPorts = TrafficPorts;
traffic.TrafficReading = TrafficReading;
/** What only a whole catalog says of pairs of ports; a few lines of text. */
export const FACTS = __FACTS__;
/** `{ id: [what it is, whether to worry, what to do] }`. */
export const withAnswers = async () => (await fetch(ANSWERS)).json();

export const isWorker = false;
/** A worker that runs worker.js; in this form bundlers find it. */
export const newWorker = () => new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
