import { Problem } from "./problem.js";

/** Compiles wasm from a response, as it arrives, or from bytes. */
const compiled = async (given) => {
  if (!(given instanceof Response)) return WebAssembly.compile(given);
  return WebAssembly.compileStreaming?.(given) ?? WebAssembly.compile(await given.arrayBuffer());
};

/** Starts wasm with its glue, and resolves to what it was compiled to. `mark` is one of its exports: any wasm without imports would start, and need not be ours. */
export const started = (withBytes, glue, mark) => {
  if (typeof WebAssembly !== "object") {
    throw new Problem("unsupported", "this browser has no WebAssembly, or has it switched off.");
  }
  return withBytes(async (given, url) => {
    let failure = "";
    try {
      const module_or_path = await compiled(given);
      if ((await glue({ module_or_path }))[mark]) return module_or_path;
    } catch (error) {
      failure = String(error);
    }
    throw /unsafe-eval|\bCSP\b|content security policy/i.test(failure)
      ? new Problem("csp", "this page's Content-Security-Policy forbids WebAssembly; its script-src lacks 'wasm-unsafe-eval'.")
      : new Problem("damaged", `${url} is damaged, or not the program it should be.`);
  });
};
