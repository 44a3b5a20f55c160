/* The engine of the search; replaces program.js of the classic script. */
import start, { Reference } from "./engine.js";
import { program } from "./files.js";

const ENGINE = new URL("./engine.wasm", import.meta.url).href;

export const withWasm = async (run) => run(await program(ENGINE), ENGINE);
export const wasm = ({ module_or_path }) => start({ module_or_path });
wasm.Reference = Reference;
