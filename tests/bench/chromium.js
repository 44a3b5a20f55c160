/* Chromium, by its DevTools over a pipe. */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Starts `program`. */
export const start = async (program) => {
  const profile = await mkdtemp(join(tmpdir(), "portolan-bench-"));
  const usual = (await readFile(new URL("chromium-arguments.txt", import.meta.url), "utf8")).trim().split("\n");
  const own = ["--remote-debugging-pipe", `--user-data-dir=${profile}`, "--js-flags=--max-old-space-size=4096", "about:blank"];
  const child = spawn(program, [...usual, ...own], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
  const [, , , input, output] = child.stdio;
  const ended = new Promise((resolve) => child.once("exit", resolve));

  const waiting = new Map();
  const listeners = new Set();
  let count = 0;
  let rest = "";
  input.on("error", () => {});
  output.setEncoding("utf8");
  output.on("data", (chunk) => {
    const messages = (rest + chunk).split("\0");
    rest = messages.pop();
    for (const text of messages) {
      const message = JSON.parse(text);
      if (message.id) {
        const { resolve, reject, method } = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.error) reject(new Error(`${method}: ${message.error.message}`));
        else resolve(message.result);
      } else for (const listener of listeners) listener(message);
    }
  });
  ended.then(() => {
    for (const { reject, method } of waiting.values()) reject(new Error(`${method}: Chromium has ended`));
  });

  /** Sends a command and returns its result. */
  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((resolve, reject) => {
      count += 1;
      waiting.set(count, { resolve, reject, method });
      input.write(`${JSON.stringify({ id: count, method, params, sessionId })}\0`);
    });

  /**
   * Opens a page in a fresh context, waits until it calls `done(text)`, and returns `{ value, cpu, process }`: what it said,
   * and the milliseconds that its main thread and all threads of its process have worked.
   */
  const visit = async (url, patience) => {
    const { browserContextId } = await send("Target.createBrowserContext");
    const { targetId } = await send("Target.createTarget", { url: "about:blank", browserContextId });
    const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
    const inPage = (method, params) => send(method, params, sessionId);
    let timer;
    let listener;
    try {
      const said = new Promise((resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`takes more than ${patience / 1000} s`)), patience);
        listener = ({ method, params, sessionId: from }) => {
          if (from !== sessionId) return;
          if (method === "Runtime.bindingCalled") resolve(params.payload);
          if (method === "Inspector.targetCrashed") reject(new Error("needs more memory than a page has"));
        };
        listeners.add(listener);
      });
      said.catch(() => {});
      await inPage("Performance.enable", { timeDomain: "threadTicks" });
      await inPage("Inspector.enable");
      await inPage("Runtime.enable");
      await inPage("Runtime.addBinding", { name: "done" });
      await inPage("Page.navigate", { url });
      const text = await said;
      const { metrics } = await inPage("Performance.getMetrics");
      const milliseconds = (wanted) => metrics.find(({ name }) => name === wanted).value * 1000;
      const { error, value } = JSON.parse(text);
      if (error) throw new Error(error);
      return { value, cpu: milliseconds("TaskDuration"), process: milliseconds("ProcessTime") };
    } finally {
      clearTimeout(timer);
      listeners.delete(listener);
      await send("Target.disposeBrowserContext", { browserContextId }).catch(() => {});
    }
  };

  const version = async () => (await send("Browser.getVersion")).product;
  const close = async () => {
    child.kill("SIGKILL");
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { visit, version, close };
};
