import { explain } from "portolan-port-reference/traffic";

/** Explains what is large enough for a worker; how many workers there were, and whether the same comes out as on the page. */
export const large = async () => {
  let workers = 0;
  const Usual = globalThis.Worker;
  globalThis.Worker = class extends Usual {
    constructor(...given: ConstructorParameters<typeof Usual>) {
      super(...given);
      workers += 1;
    }
  };
  const line = "2026-11-20 06:25:08 DROP TCP 203.0.113.45 192.0.2.10 4444 445 52 S 2461835779 0 65535 - - - RECEIVE\n";
  const text = line.repeat(5000);
  const there = await explain(text);
  // Nothing else than its methods says what this is, and only the page can call them.
  const here = await explain({ stream: () => new Blob([text]).stream() } as Blob);
  globalThis.Worker = Usual;
  return { workers, lines: there.lines, same: JSON.stringify(there) === JSON.stringify(here) };
};
