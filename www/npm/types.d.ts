/* Queries and results. This file contains only types. */

/** A transport protocol with port numbers. */
export type Transport = "tcp" | "udp" | "sctp" | "dccp";

/** What a service does with a port. */
export type Role = "listens" | "connects" | "sends" | "ephemeral" | "seen-destination" | "seen-source" | "class" | "assigned";

/** The kind of source: a document of today, a vendor's old document, observed traffic, IANA's register, or an overlay. */
export type Provenance = "documented" | "vendor" | "seen" | "registered" | "own";

/** What a document advises. */
export type Action = "allow" | "restrict" | "reject" | "block" | "disable";

/** Who should be able to reach a port: anybody, hosts that a rule names, the own network, the same machine, nobody. */
export type Exposure = "internet" | "named-hosts" | "inside" | "this-machine" | "nobody";

/** The classes that RFC 6335 divides all ports into. */
export type PortClass = "well-known" | "registered" | "dynamic";

/**
 * Conditions on results. Values of one filter are alternatives; one use must satisfy all filters.
 * An unknown filter or value throws a `TypeError`.
 */
export interface Filters {
  exposure?: Exposure | readonly Exposure[];
  role?: Role | readonly Role[];
  transport?: Transport | readonly Transport[];
  provenance?: Provenance | readonly Provenance[];
  class?: PortClass | readonly PortClass[];
  advice?: Action | readonly Action[];
  /** Ids of categories, an overlay's own among them. */
  category?: string | readonly string[];
  /** Codes of products, in either case. */
  product?: string | readonly string[];
  /** A release, such as `15.2`: uses that it does not have are left out. */
  release?: string;
}

/** The second argument of a search. */
export interface SearchOptions {
  /** The most hits to return; with 0, only counts. Default: 20. */
  limit?: number;
  filters?: Filters | null;
}

/** The answer to a search. */
export interface Results {
  /** The number of all hits, regardless of the limit. */
  total: number;
  /** The best first; at most `limit`. */
  hits: Hit[];
  /** Counted when it is first read; that throws an error with the code `freed` once the catalog has been freed. */
  facets: Facets;
  notices: Notice[];
  /** Whether IANA's register may have more, but is not loaded. */
  awaitsRegister: boolean;
}

/** One result: an entry about a port or range, a page of the book, or a port that only IANA's register has. */
export interface Hit {
  /** Stable: `22`, `6970-7170`; for a page its address within the book; `port-4711` for a port that only the register has. */
  id: string;
  /** First and last port of each range, both included; empty for a page. */
  ports: [first: number, last: number][];
  /** The setting that decides where the range ends; the last port is then the greatest that it allows. Otherwise null. */
  parameter: string | null;
  /** Of the uses that satisfy the filters. */
  transports: Transport[];
  title: string;
  /** What it is for, in one sentence; empty for a page. */
  summary: string;
  /**
   * The chapter, or the row on the register's pages, absolute or relative to the page; empty for an entry of an overlay without a
   * page, and for a row where the register's pages are not.
   */
  href: string;
  provenance: Provenance[];
  /** Who should be able to reach it; null for a class of ports, and for a page. */
  exposure: Exposure | null;
  /** Why it was found, if that is not obvious. */
  why: string | null;
  /** With a release: whether the source says that the release has it, or says nothing. Otherwise null. */
  applies: "yes" | "unsaid" | null;
  /** Remarks from overlays. */
  remarks: Remark[];
}

/** An overlay's remark on an entry. */
export interface Remark {
  /** The name of the overlay. */
  by: string;
  text: string;
  links: { title: string; href: string }[];
}

/** For each value of each filter: the number of results if it were selected, with the other filters unchanged. */
export interface Facets {
  exposure: FacetValue<Exposure>[];
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
  /** The number of results if it were selected. */
  count: number;
}

/** A remark on the query. `text` has all of it in words. */
export type Notice =
  | UnwrittenNotice
  | NotAPortNotice
  | OtherReleasesNotice
  | UnknownWordNotice
  | LineNotice
  | NotAReleaseNotice
  | TransportAloneNotice;

/** A port without an entry. */
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

/** A word that occurs nowhere, with suggestions. */
export interface UnknownWordNotice {
  kind: "unknown-word";
  text: string;
  typed: string;
  suggestions: string[];
}

/** The ports of a pasted log line; the rest of the line is ignored. */
export interface LineNotice {
  kind: "line";
  text: string;
  transports: Transport[];
  /** Destination ports, and ports for which the line does not say whether they are source or destination. */
  to: number[];
  from: number[];
  /** Ports in `to` without an entry. */
  unwritten: number[];
}

/** A release that does not exist; it was ignored. */
export interface NotAReleaseNotice {
  kind: "not-a-release";
  text: string;
  typed: string;
  /** The releases that exist in the sources. */
  releases: string[];
}

/** The query is only a transport; the filter for it is suggested. */
export interface TransportAloneNotice {
  kind: "transport-alone";
  text: string;
  transport: Transport;
}

/** What is wrong with an overlay. */
export interface OverlayProblem {
  /** The address it was loaded from, or `overlay`. */
  source: string;
  /** The path within it, such as `entries[3].ports`; empty for the overlay itself. */
  path: string;
  message: string;
}

/**
 * Why a search or explaining cannot work; the `code` of errors. Only functions use `argument`, and only a search after `free()` uses
 * `freed`.
 */
export type ProblemCode = "unsupported" | "csp" | "file" | "network" | "status" | "damaged" | "version" | "argument" | "freed";

/** The error of `ready`, `search()`, `load()` and `explain()` when these cannot work. */
export interface PortReferenceProblem extends Error {
  code: ProblemCode;
}
