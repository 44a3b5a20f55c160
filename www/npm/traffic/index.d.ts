/* Explaining without an element, in pages and workers. */
import type { Overlay } from "../overlay.js";
import type { OverlayProblem } from "../types.js";
import type { Input, ReadingOptions, Report } from "./types.js";

export type * from "../overlay.js";
export type { Exposure, Hit, OverlayProblem, PortReferenceProblem, ProblemCode, Provenance, Remark, Transport } from "../types.js";
export type * from "./types.js";

/** What to explain by, and what to give. */
export interface ExplainOptions extends ReadingOptions {
  /** Merged into the catalog in this order: objects, JSON texts, or `URL` objects for addresses. */
  overlays?: readonly (Overlay | string | URL)[];
  /** The address that links to chapters begin with. Default: beside the page. */
  base?: string;
}

/** A report, and what is wrong with the overlays. */
export interface Explained extends Report {
  /** The mistakes in overlays. Entries without mistakes are used. */
  problems: readonly OverlayProblem[];
}

/**
 * Explains an input. Nothing of it is stored or sent. Catalog, register and engine are loaded with the first call, and calls on a page
 * share them.
 *
 * Rejected with a `PortReferenceProblem` if they cannot be loaded or do not run here, or if the input, `overlays` or `base` is invalid
 * (the code is then `argument`); with a `TypeError` if another option is invalid or does not exist.
 */
export function explain(input: Input, options?: ExplainOptions): Promise<Explained>;
