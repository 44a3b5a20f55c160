/* Importing this module registers <port-plan>. */
import type { OverlayProperty } from "../element.js";
import type { OverlayProblem, ProblemCode } from "../types.js";
import type { Planned } from "./index.js";
import type { PlanInput, PlanMistake } from "./types.js";

export type * from "../overlay.js";
export type { OverlayProblem, PortReferenceProblem, ProblemCode, Provenance, Transport } from "../types.js";
export type * from "./types.js";
export type { OverlayProperty };

/** From what somebody runs to the flows that it needs, and to rules for their firewall. Nothing that is filled in leaves the page. */
export interface PortPlan extends HTMLElement {
  /** The plan; can be set. What is no plan is told by `port-plan-error` with the code `input`, and changes nothing. */
  get value(): PlanInput;
  set value(plan: PlanInput | null | undefined);

  /** Overlays as objects, JSON text, or `URL` objects for addresses. Merged after those that the attribute of this name names. */
  get overlay(): OverlayProperty;
  set overlay(overlay: OverlayProperty | undefined);

  /** Settles when planning works; loading starts when the element is put into a page. Rejected with a `PortReferenceProblem`. */
  readonly ready: Promise<PortPlan>;

  /** Makes a plan without showing anything. Loads what it needs, even while the element is in no page. */
  plan(input: PlanInput): Promise<Planned>;
}

/** HTML attributes. All are optional. */
export interface PortPlanAttributes {
  /** Another catalog, as one file; it has no conditions of advice. Default: the one of the package. */
  src?: string;
  /** Addresses of overlays, separated by spaces. */
  overlay?: string;
  /** The address that links to chapters begin with. Default: beside the page. */
  base?: string;
  theme?: "auto" | "light" | "dark";
  /** Keeps the plan in the fragment of the page's address, so that it can be shared. */
  hash?: boolean | "";
  /** The name under which the browser remembers the plan. Default: it is not remembered. */
  remember?: string;
}

/**
 * What templates pass (JSX, Vue, Svelte): they set a property where the element has one of this name, and an attribute
 * otherwise.
 */
export interface PortPlanProps extends Omit<PortPlanAttributes, "overlay"> {
  overlay?: OverlayProperty;
  value?: PlanInput;
}

/** The events. All bubble and are composed. */
export interface PortPlanEventMap {
  /** Planning works. */
  "port-plan-ready": CustomEvent<Record<string, never>>;
  /** The plan that is shown has changed: how many of each it has, and nothing of what was filled in. */
  "port-plan-change": CustomEvent<{ flows: number; open: number; warnings: number }>;
  /** Planning cannot work, or, with the code `overlay`, works without parts of an overlay. */
  "port-plan-error": CustomEvent<PortPlanErrorDetail>;
}

/** What is wrong. */
export type PortPlanErrorDetail =
  | { code: ProblemCode; message: string }
  | { code: "input"; message: string; mistakes: PlanMistake[] }
  | { code: "overlay"; message: string; problems: OverlayProblem[] };

declare global {
  interface GlobalEventHandlersEventMap extends PortPlanEventMap {}
  interface HTMLElementTagNameMap {
    "port-plan": PortPlan;
  }
}
