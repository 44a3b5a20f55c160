/* The search without an element, in pages and workers. */
import type { Overlay } from "./overlay.js";
import type { OverlayProblem, Results, SearchOptions } from "./types.js";

export type * from "./overlay.js";
export type * from "./types.js";

/** What to load. */
export interface LoadOptions {
  /** The address of a catalog. Default: the one of the package. */
  src?: string | URL;
  /** Laid over the catalog in this order: objects, JSON texts, or addresses as `URL`. */
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
}

/**
 * Loads catalog and engine, once for everybody on the page who asks for the same. Rejected with a `PortReferenceProblem` if they
 * cannot be loaded or do not run here.
 */
export function load(options?: LoadOptions): Promise<Reference>;
