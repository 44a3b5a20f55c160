/* The engine that writes the rules of firewalls other than the first one shown; replaces dialects-program.js of the classic script. */
import start, { rules } from "./dialect-engine.js";
import { program } from "../files.js";
import { once } from "../load.js";

const ENGINE = new URL("./dialect-engine.wasm", import.meta.url).href;

const started = once(async (url) => {
  await start({ module_or_path: await program(url) });
  return rules;
});
/** The function that writes them; its wasm is loaded with the first of them. */
export const dialectTool = () => started(ENGINE);
