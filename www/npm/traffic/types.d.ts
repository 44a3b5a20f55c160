/* What logs mean. This file contains only types. */
import type { Exposure, Hit } from "../types.js";

/** What `explain()` reads. What is compressed by gzip is unpacked; packet captures (pcap, pcapng) are read as lines of tcpdump. */
export type Input = string | Blob | ReadableStream<ArrayBufferView | string>;

/** Which flows are given one by one, and how reading is followed and stopped. */
export interface ReadingOptions {
  /** The most flows that are given one by one; `Infinity` for all. Default: 10000. */
  flows?: number;
  /** How many of them are passed over before that. Default: 0. */
  skip?: number;
  /** Only flows whose line contains this text, in any case of ASCII letters. Default: all. */
  text?: string;
  /** Only flows with this address at one of their ends, in any case of ASCII letters. Default: all. */
  host?: string;
  /** Only flows of this kind: the `kind` of one of the kinds of an earlier report. Default: all. */
  kind?: string;
  /** Stops reading; the promise is then rejected with the reason of the signal. */
  signal?: AbortSignal;
  /** Called now and then with what has been read so far. */
  onprogress?: (progress: Progress) => void;
}

/** What has been read. */
export interface Progress {
  /** Bytes, after unpacking. */
  bytes: number;
  lines: number;
  /** Bytes of the input that were taken, before unpacking; for a string, its letters. */
  taken: number;
}

/** What lines of logs, or a list of listeners, mean. */
export interface Report {
  /** How many lines were read. */
  lines: number;
  /** How many bytes were read, after unpacking. */
  bytes: number;
  /** Whether something compressed could not be unpacked to its end; what came before is explained. */
  endsEarly: boolean;
  /** How many lines there were of each outcome. */
  totals: Totals;
  /** In the order of the lines; at most as many as were asked for. */
  flows: Flow[];
  /** The inputs, in the order in which they were read. */
  parts: Part[];
  /** How many flows were selected by `text`, `host` and `kind`. */
  selected: number;
  /** With `text` or `host`: of each kind, how many flows have it. */
  matched: Matched[];
  /** Those of the selected flows, in the order in which they came. */
  formats: Format[];
  /** The addresses at the ends of the selected flows, those with the most flows first: a hundred of the first 32,768. */
  hosts: Host[];
  /** How many more of these there are. */
  hostsLeftOut: number;
  /** What deserves a look first, then the largest. */
  kinds: Kind[];
  /** What deserves a look first. */
  findings: Finding[];
  /** How many more findings there are, of sorts that have too many. */
  findingsLeftOut: number;
  /** What deserves a look first, then by port. */
  sockets: Socket[];
  /** How many more open ports there are. */
  socketsLeftOut: number;
  /** Whether there was more to remember than fits: then what was seen rarely, and long apart, may be missing from the findings. */
  isPartial: boolean;
  /** When there were selected flows. */
  timeline: Timeline;
  /** The first lines that were not understood. */
  skipped: Skipped[];
  /** How many were not understood. */
  skippedInAll: number;
}

/** How many lines there were of each outcome; every line has exactly one. */
export interface Totals {
  lines: number;
  withFlows: number;
  /** Lines that are known to carry no traffic: empty ones, headers, comments. */
  asides: number;
  notUnderstood: number;
  /** A line may have several. */
  flows: number;
}

/** What a flow was read from. */
export type Origin = "packet" | "connection" | "listener" | "scan" | "rule" | "mention";

/** Which way it went, seen from the machine that wrote the line. */
export type Direction = "in" | "out" | "forward";

/** Traffic between two ends, or a socket that waits for it, as one line tells of it. */
export interface Flow {
  /** The number of the line, from 1, over all inputs. */
  line: number;
  /** The id of the format. */
  format: string;
  /** What it was read from. */
  from: Origin;
  /** As written, after the date if there is one. */
  time: string | null;
  /** What became of it. */
  action: "allow" | "deny" | "drop" | "reject" | "log" | "alert";
  /** `tcp`, `udp`, `icmp` …; `ip-` and a number for a protocol without a name here. */
  transport: string | null;
  source: End;
  destination: End;
  direction: Direction | null;
  /** The name of the program. Whoever started it chose the name. */
  process: string | null;
  /** The end at which the service is; null where nothing decides it, or where both may be. */
  service: "source" | "destination" | null;
  /** The port of the service. */
  port: number | null;
  /** The `kind` of the kind that it is counted in; null for an open port. */
  kind: string | null;
  /** What is known of that port. */
  hit: Hit | null;
  /** Why the service is at that end. */
  why: string;
  /** The whole line or record. */
  text: string;
}

/** One end of a flow. */
export interface End {
  /** An address, a name, or `*` for every address. */
  address: string | null;
  /** The first one of a range. */
  port: number | null;
}

/** One of the inputs. */
export interface Part {
  /** The name of the file; empty for what has none. */
  name: string;
  /** The number of the line before its first. */
  line: number;
}

/** How many flows of a kind have the text. */
export interface Matched {
  kind: string;
  flows: number;
}

/** An address, and how many flows have it. */
export interface Host {
  address: string;
  flows: number;
}

/** A format that lines have. */
export interface Format {
  /** `cisco_asa` */
  id: string;
  /** For readers. */
  name: string;
  flows: number;
}

/** Flows that are alike: the same service port, transport, action and direction, and the service at the same end. */
export interface Kind {
  /** A number as a text, the same for the same traffic in every report. */
  kind: string;
  /** What its flows were read from. */
  from: Origin;
  /** The port of the service; the destination port where either end may be the service. Null for none, and for many together. */
  port: number | null;
  /** The last port, if lines name a range. */
  last: number | null;
  /** The source port, where either end may be the service. */
  other: number | null;
  transport: string | null;
  /** What became of it; every way of stopping is `deny`. */
  action: "allow" | "deny" | "log" | "alert";
  direction: Direction | null;
  /** The end at which the service is. */
  service: "source" | "destination" | "both" | "unknown";
  /** Why it is there. */
  why: string;
  /** Of ICMP messages. */
  icmp: [type: number] | [type: number, code: number] | null;
  /** Whether it stands for many ports, because there are too many kinds. */
  isRest: boolean;
  /** Whether something reported it, or strangers got through to a port that is not meant for them. */
  deservesALook: boolean;
  /** What is known of the port. */
  hit: Hit | null;
  /** Who should be able to reach the port. */
  exposure: Exposure | null;
  flows: number;
  /** Packets, connections or matches, where lines count them; at least one for each flow. */
  packets: number;
  /** Addresses that it came from. */
  sources: Distinct;
  /** Addresses that it went to. */
  targets: Distinct;
  firstLine: number;
  lastLine: number;
  /** As written. */
  firstTime: string | null;
  lastTime: string | null;
  /** The first ones. */
  lines: number[];
  /** The first line, cut if it is long. */
  example: string;
}

/** How many different ones there are. */
export interface Distinct {
  number: number;
  /** Whether there may be more. */
  atLeast: boolean;
}

/** What a finding is; `meaning` and `rule` have it in words. */
export type Sort =
  | "guessing"
  | "flood"
  | "reflection"
  | "known-pair"
  | "port-scan"
  | "host-sweep"
  | "known-source"
  | "crafted"
  | "companions"
  | "leak"
  | "odd-address"
  | "unreachable"
  | "retry"
  | "backscatter"
  | "late-reply"
  | "traceroute"
  | "expired"
  | "port-zero"
  | "server-asked";

/** Something that several lines mean together, or one line about others that are not there. */
export interface Finding {
  sort: Sort;
  /** What it means. */
  meaning: string;
  /** The rule by which it was found. */
  rule: string;
  /** Who sent it; null if there are several. */
  source: string | null;
  /** Where it went; null if there are several. */
  target: string | null;
  /** Whether somebody should look at it: not what is ordinary, nor what was stopped. */
  deservesALook: boolean;
  port: number | null;
  /** The port at the other end, for pairs. */
  other: number | null;
  transport: string | null;
  /** What is known of the port. */
  hit: Hit | null;
  /** The program, where the ports tell it. */
  name: string | null;
  /** How many it rests on. */
  flows: number;
  /** How many of these were stopped or reported. */
  stopped: number;
  /** What `distinct` counts. */
  counted: "ports" | "targets" | "sources" | "source ports" | "reporters";
  distinct: Distinct;
  /** The first ones. */
  lines: number[];
  lastLine: number;
}

/** Who can reach an address: everybody at a public one, and whoever can reach the machine at `all`. */
export type Reach = "this-machine" | "link" | "private" | "public" | "group" | "all" | "unsaid";

/** Whether a port listens where it should; `says` has it in words. */
export type Verdict = "nobody" | "too-open" | "other-program" | "firewall-decides" | "unknown" | "fitting" | "closed";

/** An open port in a list of listeners, or in what a scan has found. */
export interface Socket {
  line: number;
  /** The first one of a range. */
  port: number;
  /** The last one of a range. */
  last: number | null;
  transport: string | null;
  /** Where it listens. */
  address: string | null;
  /** Who can reach that address. */
  reach: Reach;
  /** The name of the program. Whoever started it chose the name. */
  process: string | null;
  /** `listen`, `open`, `filtered` … */
  state: string | null;
  /** What is known of the port. */
  hit: Hit | null;
  /** Who should be able to reach the port. */
  exposure: Exposure | null;
  /** The id of the entry that names the program, if it is the entry of another port. */
  processBelongsTo: string | null;
  /** Whether the entry of the port names the program. */
  isUsual: boolean;
  verdict: Verdict;
  /** The verdict in words. */
  says: string;
}

/** Flows by time. */
export interface Timeline {
  /** The seconds of a step. */
  width: number;
  /** From the first time on. Lines without a time are not counted, nor are times without a date, or without a year, among those with one. */
  steps: [flows: number, stopped: number][];
}

/** A line that was not understood. */
export interface Skipped {
  line: number;
  /** Cut if it is long. */
  text: string;
  reason: "no-format" | "malformed" | "conditional" | "too-long";
  /** The id of the format, of a line that does not quite fit it, or of a rule with such a condition. */
  format: string | null;
}
