/* The machine that measures, in words. */
import { readFile } from "node:fs/promises";
import { availableParallelism, loadavg, totalmem } from "node:os";
import { start } from "./chromium.js";

/** Processor, cores, memory, load and browser. */
export const machine = async (chromium) => {
  const browser = await start(chromium);
  const version = await browser.version();
  await browser.close();
  const cpus = await readFile("/proc/cpuinfo", "utf8").catch(() => "");
  const model = /^model name\s*: (.*)$/m.exec(cpus)?.[1] ?? process.arch;
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB of memory`;
  return `${model}, ${availableParallelism()} cores, ${memory}, load at the end ${loadavg()[0].toFixed(1)}; ${version}; Node ${process.version}`;
};
