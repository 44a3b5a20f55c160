/* The search without an element, in pages and workers. */
import type { Overlay } from "./overlay.js";
import type { OverlayProblem, Results, SearchOptions } from "./types.js";

export type * from "./overlay.js";
export type * from "./types.js";

/** What to load. */
export interface LoadOptions {
  /** The address of another catalog, one file with its words. Default: the one of the package. */
  src?: string | URL;
  /** Merged into the catalog in this order: objects, JSON texts, or `URL` objects for addresses. */
  overlays?: readonly (Overlay | string | URL)[];
  /**
   * Whether to load IANA's register, for ports that have no entry. All searches of a page share it, once it is loaded. Default: true.
   * If it cannot be loaded, everything else is found, and `awaitsRegister` of results says so.
   */
  register?: boolean;
  /** The address that links to chapters begin with. Default: beside the page. */
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
  /** The mistakes in overlays. Entries without mistakes are used. */
  readonly problems: readonly OverlayProblem[];
  /**
   * Frees the memory of the catalog at once, if nothing else uses it; `search()` throws from then on. Without this call, the
   * memory is freed when `search` has been garbage-collected.
   */
  free(): void;
}

/**
 * Loads catalog, words and engine; equal calls on a page share them. Rejected with a `PortReferenceProblem` if they cannot be loaded or
 * do not run here, or if an option is invalid (the code is then `argument`).
 */
export function load(options?: LoadOptions): Promise<Reference>;
