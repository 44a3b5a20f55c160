/* Importing this module registers <port-traffic>. */
import type { OverlayProperty } from "../element.js";
import type { OverlayProblem, ProblemCode } from "../types.js";
import type { Explained } from "./index.js";
import type { Input, ReadingOptions } from "./types.js";

export type * from "../overlay.js";
export type { Exposure, Hit, OverlayProblem, PortReferenceProblem, ProblemCode, Provenance, Remark, Transport } from "../types.js";
export type * from "./types.js";
export type { OverlayProperty };

/** Explains what firewalls, `ss`, `nmap` and others print. Nothing that is put into it leaves the page. */
export interface PortTraffic extends HTMLElement {
  /** The text in the field; what is set is explained. */
  get value(): string;
  set value(text: string | null | undefined);

  /** Overlays as objects, JSON text, or `URL` objects for addresses. Merged after those that the attribute of this name names. */
  get overlay(): OverlayProperty;
  set overlay(overlay: OverlayProperty | undefined);

  /** Settles when explaining works; reading it starts loading. Rejected with a `PortReferenceProblem`. */
  readonly ready: Promise<PortTraffic>;

  /** Explains an input without showing anything. Loads what it needs, even while the element is in no page. */
  explain(input: Input, options?: ReadingOptions): Promise<Explained>;
}

/** HTML attributes. All are optional. */
export interface PortTrafficAttributes {
  /** Another catalog, one file with its words. Default: the one of the package. */
  src?: string;
  /** Addresses of overlays, separated by spaces. */
  overlay?: string;
  /** The address that links to chapters begin with. Default: beside the page. */
  base?: string;
  theme?: "auto" | "light" | "dark";
}

/**
 * What templates pass (JSX, Vue, Svelte): they set a property where the element has one of this name, and an attribute
 * otherwise.
 */
export interface PortTrafficProps extends Omit<PortTrafficAttributes, "overlay"> {
  overlay?: OverlayProperty;
  value?: string;
}

/** The events. All bubble and are composed. */
export interface PortTrafficEventMap {
  /** Explaining works. */
  "port-traffic-ready": CustomEvent<Record<string, never>>;
  /** An input was explained: how many of each there are, and no part of the input. */
  "port-traffic-report": CustomEvent<{ lines: number; kinds: number; findings: number; sockets: number }>;
  /** Explaining cannot work, or, with the code `overlay`, works without parts of an overlay. */
  "port-traffic-error": CustomEvent<PortTrafficErrorDetail>;
}

/** What is wrong. */
export type PortTrafficErrorDetail =
  | { code: ProblemCode; message: string }
  | { code: "overlay"; message: string; problems: OverlayProblem[] };

declare global {
  interface GlobalEventHandlersEventMap extends PortTrafficEventMap {}
  interface HTMLElementTagNameMap {
    "port-traffic": PortTraffic;
  }
}
