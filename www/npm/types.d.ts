/* What is asked and answered. There is nothing behind this file at run time. */

/** A transport protocol with port numbers. */
export type Transport = "tcp" | "udp" | "sctp" | "dccp";

/** What a service does with a port. */
export type Role = "listens" | "connects" | "sends" | "ephemeral" | "seen-destination" | "seen-source" | "class" | "assigned";

/** Who says so: a vendor's document, observed traffic, IANA's register, or an overlay. */
export type Provenance = "vendor" | "seen" | "registered" | "own";

/** What a source advises. */
export type Action = "allow" | "restrict" | "block" | "disable";

/** The classes that RFC 6335 divides all ports into. */
export type PortClass = "well-known" | "registered" | "dynamic";

/**
 * What results have to satisfy. Values of one filter are alternatives; all filters have to hold on one and the same use.
 * A filter or value that does not exist is refused with a `TypeError`.
 */
export interface Filters {
  role?: Role | readonly Role[];
  transport?: Transport | readonly Transport[];
  provenance?: Provenance | readonly Provenance[];
  class?: PortClass | readonly PortClass[];
  advice?: Action | readonly Action[];
  /** Ids of categories, an overlay's own among them. */
  category?: string | readonly string[];
  /** Codes of products, in either case. */
  product?: string | readonly string[];
  /** A release, such as `15.2`: what it does not have is left out. */
  release?: string;
}

/** The second argument of a search. */
export interface SearchOptions {
  /** How many hits to return at most; 0 only counts. Default: 20. */
  limit?: number;
  filters?: Filters | null;
}

/** The answer to a search. */
export interface Results {
  /** How many there are, whatever the limit is. */
  total: number;
  /** The best first, `limit` of them at most. */
  hits: Hit[];
  facets: Facets;
  notices: Notice[];
}

/** One result: an entry about a port or range, or a page of the book. */
export interface Hit {
  /** Stable: `22`, `6970-7170`; of a page its address within the book. */
  id: string;
  /** First and last port of each range, both included; empty for a page. */
  ports: [first: number, last: number][];
  transports: Transport[];
  title: string;
  /** The point of it in one sentence; empty for a page. */
  summary: string;
  /** The chapter, absolute or relative to the page; empty for an entry of an overlay without a page. */
  href: string;
  provenance: Provenance[];
  /** Why it was found, where that is not obvious. */
  why: string | null;
  /** With a release: whether the source says that the release has it, or says nothing. Otherwise null. */
  applies: "yes" | "unsaid" | null;
  /** What overlays say about it. */
  remarks: Remark[];
}

/** What an overlay says about an entry. */
export interface Remark {
  /** The name of the overlay. */
  by: string;
  text: string;
  links: { title: string; href: string }[];
}

/** How many results each value of each filter would leave, the other filters as they are. */
export interface Facets {
  role: FacetValue<Role>[];
  transport: FacetValue<Transport>[];
  provenance: FacetValue<Provenance>[];
  class: FacetValue<PortClass>[];
  advice: FacetValue<Action>[];
  category: FacetValue[];
  product: FacetValue[];
  release: FacetValue[];
}

/** A value of a filter. */
export interface FacetValue<Value extends string = string> {
  value: Value;
  /** The words for readers. */
  label: string;
  /** How many results it would leave. */
  count: number;
}

/** Something to say about a query as a whole. `text` is all of it in words. */
export type Notice =
  | UnwrittenNotice
  | NotAPortNotice
  | OtherReleasesNotice
  | UnknownWordNotice
  | LineNotice
  | NotAReleaseNotice
  | TransportAloneNotice;

/** A port that nothing is written about. */
export interface UnwrittenNotice {
  kind: "unwritten";
  text: string;
  port: number;
  class: PortClass;
  /** Id of the entry about its class, if there is one. */
  about: string | null;
  /** Ids of the nearest entries below and above it. */
  below: string | null;
  above: string | null;
}

/** A number that no port can have. */
export interface NotAPortNotice {
  kind: "not-a-port";
  text: string;
  typed: string;
}

/** An entry that was asked for, but not for the release of the filters. */
export interface OtherReleasesNotice {
  kind: "other-releases";
  text: string;
  release: string;
  /** Its id. */
  entry: string;
  /** The releases that have it, as the source writes them. */
  releases: string;
}

/** A word that nothing has, and what it may have been meant to be. */
export interface UnknownWordNotice {
  kind: "unknown-word";
  text: string;
  typed: string;
  suggestions: string[];
}

/** The ports that a pasted line of a log names; nothing else of it was searched for. */
export interface LineNotice {
  kind: "line";
  text: string;
  transports: Transport[];
  /** Destination ports, or those of which the line does not say which end they belong to. */
  to: number[];
  from: number[];
  /** Those of `to` that nothing is written about. */
  unwritten: number[];
}

/** A release that does not exist; the search went on without it. */
export interface NotAReleaseNotice {
  kind: "not-a-release";
  text: string;
  typed: string;
  /** Those that sources name. */
  releases: string[];
}

/** Nothing was asked for but a transport, which is better a filter. */
export interface TransportAloneNotice {
  kind: "transport-alone";
  text: string;
  transport: Transport;
}

/** What is wrong with an overlay. */
export interface OverlayProblem {
  /** The address it was loaded from, or `overlay`. */
  source: string;
  /** Where in it, such as `entries[3].ports`; empty for all of it. */
  path: string;
  message: string;
}

/**
 * Why a search cannot work; the `code` of errors. `argument` is only what `load()` is rejected with, and `freed` what a search
 * throws after `free()`.
 */
export type ProblemCode = "unsupported" | "csp" | "file" | "network" | "status" | "damaged" | "version" | "argument" | "freed";

/** What `ready`, `search()` and `load()` are rejected with when the search cannot work. */
export interface PortReferenceProblem extends Error {
  code: ProblemCode;
}
