/* The class behind <port-reference>. */
import type { Overlay } from "./overlay.js";
import type { Filters, Hit, OverlayProblem, ProblemCode, Results, SearchOptions } from "./types.js";

export type * from "./overlay.js";
export type * from "./types.js";

/**
 * A search over the reference of ports. Importing this module registers nothing: define it under a name of your own, or
 * import the package itself, which registers `<port-reference>`.
 */
export class PortReference extends HTMLElement {
  static readonly observedAttributes: readonly string[];

  /** What is searched for. */
  get query(): string;
  set query(query: string | null | undefined);

  /** What is filtered by. */
  get filters(): Filters;
  set filters(filters: Filters | null | undefined);

  /** Overlays as objects, JSON text, or `URL` objects for addresses. Merged after those that the attribute of this name names. */
  get overlay(): OverlayProperty;
  set overlay(overlay: OverlayProperty | undefined);

  /** Settles when the search works; reading it starts loading. Rejected with a `PortReferenceProblem`. */
  readonly ready: Promise<PortReference>;

  /** Searches without showing anything. Loads what it needs, even while the element is in no page. */
  search(query: string, options?: SearchOptions | null): Promise<Results>;
}

/** The DOM element. */
export type PortReferenceElement = PortReference;

/** An overlay, a list of them, or none. */
export type OverlayProperty = Overlay | string | URL | readonly (Overlay | string | URL)[] | null;

/** HTML attributes. All are optional. */
export interface PortReferenceAttributes {
  /** Another catalog, one file with its words. Default: the one of the package. */
  src?: string;
  /** Addresses of overlays, separated by spaces. */
  overlay?: string;
  /** The address that links to chapters begin with. Default: beside the page. */
  base?: string;
  /** What to search for. */
  query?: string;
  /** What to filter by, as in an address: `product=S269&release=15.2`. */
  filters?: string;
  /** How many results to show at first, 1 to 200. Default: 20; compact 8. */
  limit?: number | string;
  /** A single field, whose results open in a panel. Nothing is loaded before the field is used. */
  compact?: boolean | "";
  /** Keeps the state in the page's URL under this name. */
  "url-param"?: string;
  /** What the empty field shows. Default: a hint at what can be typed. */
  placeholder?: string;
  /** Keys that focus the field, separated by spaces. */
  shortcut?: string;
  theme?: "auto" | "light" | "dark";
  /** Lists in the page what is wrong with an overlay. */
  report?: boolean | "";
}

/**
 * What templates pass (JSX, Vue, Svelte): they set a property where the element has one of this name, and an attribute
 * otherwise.
 */
export interface PortReferenceProps extends Omit<PortReferenceAttributes, "overlay" | "filters"> {
  overlay?: OverlayProperty;
  filters?: Filters | null;
}

/** The events. All bubble and are composed. */
export interface PortReferenceEventMap {
  /** The search works. */
  "port-reference-ready": CustomEvent<{ entries: number }>;
  /** A search has finished. */
  "port-reference-search": CustomEvent<{ query: string; filters: Filters; total: number }>;
  /** A result was chosen. Cancel the event to stop the link from being followed. */
  "port-reference-select": CustomEvent<Hit>;
  /** The search cannot work, or, with the code `overlay`, works without parts of an overlay. */
  "port-reference-error": CustomEvent<PortReferenceErrorDetail>;
}

  /** The mistakes. */
export type PortReferenceErrorDetail =
  | { code: ProblemCode; message: string }
  | { code: "overlay"; message: string; problems: OverlayProblem[] };

declare global {
  interface GlobalEventHandlersEventMap extends PortReferenceEventMap {}
}
