/* The engine of the search. */
import { withProgram } from "./files.js";

export const withWasm = withProgram("wasm", "payload");
export const wasm = portolanWasm;
