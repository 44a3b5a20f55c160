/* The search without an element, in pages and workers. */
import type { Overlay } from "./overlay.js";
import type { OverlayProblem, Results, SearchOptions } from "./types.js";

export type * from "./overlay.js";
export type * from "./types.js";

/** What to load. */
export interface LoadOptions {
  /** The address of a catalog. Default: the one of the package. */
  src?: string | URL;
  /** Merged into the catalog in this order: objects, JSON texts, or `URL` objects for addresses. */
  overlays?: readonly (Overlay | string | URL)[];
  /** Where links to chapters begin. Default: beside the page. */
  base?: string;
}

/** A catalog to search in. */
export interface Reference {
  /** How many entries there are. */
  readonly entries: number;
  /**
   * Answers a query at once.
   *
   * @throws TypeError if a filter, a value or an option does not exist
   */
  search(query: string, options?: SearchOptions | null): Results;
  /** What is wrong with the overlays. The rest of them is in use. */
  readonly problems: readonly OverlayProblem[];
  /**
   * Gives the memory of the catalog back at once, if nobody else uses it; `search()` throws from then on. Without it, that
   * happens when the garbage collector has taken `search`.
   */
  free(): void;
}

/**
 * Loads catalog and engine, once for everybody on the page who asks for the same. Rejected with a `PortReferenceProblem` if they
 * cannot be loaded or do not run here, or if an option is not what it should be (the code is then `argument`).
 */
export function load(options?: LoadOptions): Promise<Reference>;
