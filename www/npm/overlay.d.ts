/* The shape of an overlay; overlay.schema.json also has the limits. This file contains only types. */
import type { Action, Exposure, Provenance, Role, Transport } from "./types.js";

/** An organisation's own entries, to be merged into the reference. Valid entries are used even if others are not. */
export interface Overlay {
  $schema?: string;
  schema_version?: 1;
  /** The organisation's name: the mark beside the results of this overlay. */
  name: string;
  categories?: OverlayCategory[];
  products?: OverlayProduct[];
  /** One for each port or range. */
  entries: OverlayEntry[];
}

/** What the overlay says about one port or one range. */
export interface OverlayEntry {
  /** `8743`, `"8743"`, `"6000-6063"` or `[[6000, 6063]]`. */
  ports: number | string | [[first: number, last: number]];
  /** The name of the service. Needed for a port that the reference does not describe. */
  title?: string;
  /** What it is for, in one plain sentence. Needed for a port that the reference does not describe. */
  summary?: string;
  /** Other names that people type. */
  names?: string[];
  /** Tasks, for readers who do not know the name. */
  tasks?: string[];
  /** Ids of categories, ours or the overlay's own. */
  categories?: string[];
  /** Where the result leads: http, https, or relative to the page. */
  href?: string;
  /** Your own pages about the port. */
  links?: OverlayLink[];
  /** Who should be able to reach it; replaces ours. */
  exposure?: Exposure;
  uses?: OverlayUse[];
  advice?: OverlayAdvice[];
  /** Other ports that the text mentions. */
  mentions?: number[];
  /** Accepted, so that an entry of an export is valid here; not shown. */
  see_also?: string[];
  /** Accepted, so that an entry of an export is valid here; not shown. */
  answer?: Record<"what" | "worry" | "do", { text: string; cites?: string[] }>;
  /** Accepted, so that an entry of an export is valid here; not shown. */
  text?: string;
  /** Accepted if it matches the ports. */
  id?: string;
  /** Accepted; computed from the uses. */
  transports?: Transport[];
  /** Accepted; computed from the uses. */
  provenance?: Provenance[];
}

/** One service on the port, in one role. */
export interface OverlayUse {
  role: Role;
  transports?: Transport[];
  /** The transports among `transports` that were inferred, not stated. */
  inferred?: Transport[];
  /** Daemons or commands. */
  applications?: string[];
  /** The paths of their programs. */
  programs?: string[];
  protocol?: string;
  /** Such as `14.7 and 15.1+, not in 15.0`. */
  releases?: string;
  /** Ids of products, ours or the overlay's own. */
  products?: string[];
  product_note?: string;
  /** The port at the other end: `ephemeral`, `dynamic`, a number, or words. */
  peer?: number | string;
  port_note?: string;
  note?: string;
  /** Accepted and ignored: everything from an overlay is marked with its name. */
  provenance?: Provenance;
  /** Accepted and ignored: everything from an overlay is marked with its name. */
  cites?: string[];
}

/** What to do about it. */
export interface OverlayAdvice {
  action: Action;
  /** Whom to restrict it to. */
  to?: string;
  /** The condition under which it holds. */
  when?: string;
  reason?: string;
  /** When it does not hold. */
  exception?: string;
  transports?: Transport[];
  /** Accepted and ignored: everything from an overlay is marked with its name. */
  cites?: string[];
}

/** A link to a page: http, https, or relative. */
export interface OverlayLink {
  title: string;
  href: string;
}

/** A category of the overlay's own. */
export interface OverlayCategory {
  id: string;
  title: string;
  summary?: string;
}

/** A product of the overlay's own. */
export interface OverlayProduct {
  id: string;
  name: string;
}
