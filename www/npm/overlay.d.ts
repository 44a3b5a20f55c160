/* The shape of an overlay; overlay.schema.json has the limits too. There is nothing behind this file at run time. */
import type { Action, Provenance, Role, Transport } from "./types.js";

/** An organisation's own entries, to be laid over the reference. Valid entries are used even if others are not. */
export interface Overlay {
  $schema?: string;
  schema_version?: 1;
  /** Who speaks: the mark beside the results of this overlay. */
  name: string;
  categories?: OverlayCategory[];
  products?: OverlayProduct[];
  /** One for each port or range. */
  entries: OverlayEntry[];
}

/** What is to be said about one port or one range. */
export interface OverlayEntry {
  /** `8443`, `"8443"`, `"6000-6063"` or `[[6000, 6063]]`. */
  ports: number | string | [[first: number, last: number]];
  /** The name of the service. Needed for a port that the reference does not describe. */
  title?: string;
  /** The point of it in one plain sentence. Needed for a port that the reference does not describe. */
  summary?: string;
  /** Other names that people type. */
  names?: string[];
  /** What somebody wants to do who does not know the name. */
  tasks?: string[];
  /** Ids of categories, ours or the overlay's own. */
  categories?: string[];
  /** Where the result leads: http, https, or relative to the page. */
  href?: string;
  /** Your own pages about the port. */
  links?: OverlayLink[];
  uses?: OverlayUse[];
  advice?: OverlayAdvice[];
  /** Ports that it speaks of. */
  mentions?: number[];
  /** Accepted, so that an entry of an export can stand here; it is not shown. */
  see_also?: string[];
  /** Accepted, so that an entry of an export can stand here; it is not shown. */
  text?: string;
  /** Accepted if it is that of the ports. */
  id?: string;
  /** Accepted; it follows from the uses. */
  transports?: Transport[];
  /** Accepted; it follows from the uses. */
  provenance?: Provenance[];
}

/** One service on the port, in one role. */
export interface OverlayUse {
  role: Role;
  transports?: Transport[];
  /** Those of the transports that were inferred. */
  inferred?: Transport[];
  /** Daemons or commands. */
  applications?: string[];
  /** Where their programs are. */
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
  /** Accepted; what an overlay says is its own word. */
  provenance?: Provenance;
  /** Accepted; what an overlay says is its own word. */
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
  /** Accepted; what an overlay says is its own word. */
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
