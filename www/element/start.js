import { Problem } from "./problem.js";

/** Starts wasm with its glue. `mark` is one of its exports: any wasm without imports would start, and need not be ours. */
export const started = (withBytes, glue, mark) => {
  if (typeof WebAssembly !== "object") {
    throw new Problem("unsupported", "this browser has no WebAssembly, or has it switched off.");
  }
  return withBytes(async (module_or_path, url) => {
    let failure = "";
    try {
      if ((await glue({ module_or_path }))[mark]) return;
    } catch (error) {
      failure = String(error);
    }
    throw /unsafe-eval|\bCSP\b|content security policy/i.test(failure)
      ? new Problem("csp", "this page's Content-Security-Policy forbids WebAssembly; its script-src lacks 'wasm-unsafe-eval'.")
      : new Problem("damaged", `${url} is damaged, or not the program it should be.`);
  });
};
