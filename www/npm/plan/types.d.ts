/* Plans for firewalls. This file contains only types. */
import type { Action, Provenance, Transport } from "../types.js";

/** The ids of firewalls for which rules are written. */
export type Dialect = "nftables" | "iptables" | "firewalld" | "ufw" | "windows" | "cisco-ios" | "pf" | "aws" | "terraform";

/** Who may reach a server, or whom a client connects to: one of the words, or a network such as `192.0.2.0/24` or `2001:db8::/32`. */
export type Peer = "everyone" | "managers" | "this-machine" | (string & {});

/** What somebody runs. What is missing is not known. */
export interface PlanInput {
  /** The VOS release, such as `15.1`; missing for a machine that does not run VOS. */
  release?: string;
  /** What runs; at least one. */
  items: readonly PlanItem[];
  /** The peers of items that name none. Default: everyone. */
  peers?: readonly Peer[];
  /** The networks that `managers` among peers means. */
  managers?: readonly string[];
  /** Whether the module has an NIO. */
  nio?: boolean;
  /** Whether the firewall remembers connections, so that answers pass by themselves. Default: true. */
  state?: boolean;
  /** Settings that ranges depend on, such as `max_open_server`, and ports of services that have no fixed one, under the id of the question. */
  parameters?: Readonly<Record<string, number>>;
  /** The id of the entry with the range from which the machine takes source ports, such as `32768-60999`. */
  source_ports?: string;
  /** What is done with all other traffic. Default: nothing. */
  closes?: "nothing" | "incoming" | "both";
  /** The id of the entry by which the machine is reached while rules are loaded. */
  connected_by?: string;
  /** Answers to questions, by their ids: `settled_by` of what is open with the kind `decision` or `release`, or `id` of advice. */
  decisions?: Readonly<Record<string, boolean>>;
  /** For which firewalls rules are written. Default: all. */
  dialect?: Dialect | readonly Dialect[];
}

/** One thing that runs: an entry or a product. */
export interface PlanItem {
  /** The id of an entry, such as `22` or `5900-5903`. */
  entry?: string;
  /** The id of a product, such as `S269`. */
  product?: string;
  /** Whether it takes connections or makes them. Default: server. */
  role?: "server" | "client" | "both";
  /** Default: the plan's. */
  peers?: readonly Peer[];
  /** The port that it was moved to, for entries about one port. */
  port?: number;
}

/** What follows from a plan. The same plan gives the same texts. */
export interface Plan {
  /** What passes, then what is stopped; each by direction, port and transport. */
  flows: PlanFlow[];
  /** What nobody says: there is no rule for it until it is settled. */
  open: OpenQuestion[];
  /** What deserves attention before rules are loaded. */
  warnings: PlanWarning[];
  /** All files of each dialect as one text. */
  rules: Partial<Record<Dialect, string>>;
  /** The files of each dialect, and how they are used. */
  files: Partial<Record<Dialect, WrittenRules>>;
  /** The flows as a table. */
  tables: PlanTables;
}

/** Traffic that a plan needs, or that it stops. */
export interface PlanFlow {
  action: "pass" | "drop" | "reject";
  /** Which way the first packet goes, seen from this machine. */
  direction: "in" | "out";
  transport: Transport;
  /** The ports of this machine; 0 to 65535 for any. */
  local: [first: number, last: number];
  /** The ports of the peers; 0 to 65535 for any. */
  remote: [first: number, last: number];
  /** The ports of the service: `22`, `137-138` or `any`. */
  service: string;
  /** The other ends: `everyone`, `this machine`, networks; between commas. */
  peers: string;
  /** The same, one by one. */
  peer_list: string[];
  everyone: boolean;
  this_machine: boolean;
  /** What asks for it; at least one. */
  reasons: FlowReason[];
  /** What documents advise about it. */
  advice: AppliedAdvice[];
}

/** What an entry says that asks for a flow. */
export interface FlowReason {
  /** The entry's id. */
  entry: string;
  title: string;
  /** The address of its chapter; null where it has none. */
  href: string | null;
  /** The daemon or command, or else the protocol. */
  service: string;
  provenance: Provenance;
  /** Who should be able to reach the port, in words. */
  exposure: string | null;
  /** The port that the service was moved from. */
  moved_from: number | null;
  /** Whether the transport is our inference. */
  inferred: boolean;
  /** The ids of the products that bring it. */
  products: string[];
  /** Items of the sources that say so. */
  cites: string[];
}

/** Advice, and whether it holds for the plan. */
export interface AppliedAdvice {
  /** Under which the plan can decide it. */
  id: string;
  action: Action;
  when: string | null;
  exception: string | null;
  /** To whom access is restricted. */
  to: string | null;
  reason: string;
  holds: "yes" | "no" | "unsettled";
  cites: string[];
}

/** A question to settle. */
export interface OpenQuestion {
  /** The id of the entry that it is about. */
  entry: string;
  title: string;
  /** `has_nio`, `source_ports`, `parameters.` and the name of a parameter, or the id of a decision. */
  settled_by: string;
  /** What settles it. Where that is the release, a decision under `settled_by` does too. */
  kind: "decision" | "parameter" | "nio" | "source_ports" | "release";
  /** The question; what it quotes may have links like `[22](port:22)`. */
  question: string;
}

/** What deserves attention. */
export interface PlanWarning {
  sort:
    | "closes-connection"
    | "open-to-everyone"
    | "unrestricted"
    | "stopped"
    | "ftp-modes"
    | "changing-ports"
    | "esp"
    | "nothing-said"
    | "unused-decision";
  /** The ids of the entries that it is about. */
  entries: string[];
  text: string;
}

/** What one firewall is told. */
export interface WrittenRules {
  /** The firewall's name. */
  label: string;
  /** All files as one text, as in `rules`. */
  text: string;
  files: { name: string; text: string }[];
  /** Commands that try the rules without using them. */
  test: string[];
  /** Commands that use the rules. */
  load: string[];
  /** Commands that take them back. */
  undo: string[];
  /** What somebody has to know first. */
  remarks: string[];
}

/** The flows as a table, for a change request. */
export interface PlanTables {
  markdown: string;
  csv: string;
  /** `22/tcp, 137-138/udp`; what this machine connects to on a second line, after `out:`; what it sends from, to any port, after `out from:`. */
  plain: string;
}

/** Something in a plan that is wrong. */
export interface PlanMistake {
  /** Where: `items[2].peers[0]`. */
  path: string;
  says: string;
  /** What to write instead. */
  remedy: string;
}

/** The error of a plan with mistakes. */
export interface PlanProblem extends Error {
  readonly code: "input";
  /** All of them. */
  readonly mistakes: readonly PlanMistake[];
}
