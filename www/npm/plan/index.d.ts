/* Planning without an element, in pages and workers. */
import type { Overlay } from "../overlay.js";
import type { OverlayProblem } from "../types.js";
import type { Plan, PlanInput } from "./types.js";

export type * from "../overlay.js";
export type { OverlayProblem, PortReferenceProblem, ProblemCode, Provenance, Transport } from "../types.js";
export type * from "./types.js";

/** What to plan by. */
export interface PlanOptions {
  /** Merged into the catalog in this order: objects, JSON texts, or `URL` objects for addresses. */
  overlays?: readonly (Overlay | string | URL)[];
  /** The address that links to chapters begin with. Default: beside the page. */
  base?: string;
}

/** A plan, and what is wrong with the overlays. */
export interface Planned extends Plan {
  /** The mistakes in overlays. Entries without mistakes are used. */
  problems: readonly OverlayProblem[];
}

/**
 * Makes flows and rules of what somebody runs. Nothing of it is stored or sent. Catalog and engine are loaded with the first call, and
 * calls on a page share them.
 *
 * Rejected with a `PlanProblem` if the plan has mistakes; with a `PortReferenceProblem` if catalog or engine cannot be loaded or do not run
 * here, or if `overlays` or `base` is invalid (the code is then `argument`); with a `TypeError` if the input is no object, or an option does
 * not exist.
 */
export function plan(input: PlanInput, options?: PlanOptions): Promise<Planned>;
