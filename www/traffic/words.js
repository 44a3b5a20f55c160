/* The words of reports. */

const NUMBERS = new Intl.NumberFormat("en");

/** `12,408` */
export const number = (value) => NUMBERS.format(value);

/** `1 line`, `12,408 lines`. */
export const count = (value, one, many = `${one}s`) => `${number(value)} ${value === 1 ? one : many}`;

/** `3.4 MB`. */
export const bytesText = (bytes) => (bytes < 1e6 ? `${number(Math.ceil(bytes / 1e3))} kB` : `${number(Math.round(bytes / 1e5) / 10)} MB`);

/** `at least 1,024 addresses`. */
export const distinct = ({ number: value, atLeast }, one, many) => (atLeast ? `at least ${count(value, one, many)}` : count(value, one, many));

export const ACTIONS = { deny: "stopped", allow: "let through", alert: "reported", log: "logged" };
export const DIRECTIONS = { in: "in", out: "out", forward: "through" };
export const EXPOSURES = {
  internet: "the internet",
  "named-hosts": "named hosts",
  inside: "inside only",
  "this-machine": "this machine only",
  nobody: "nobody any more",
};
export const REACHES = {
  "this-machine": "this machine",
  link: "the local network segment",
  private: "its own network",
  public: "one public address",
  group: "a multicast group",
  all: "every address",
  unsaid: "not said",
};
export const REASONS = {
  "no-format": "no format has this shape",
  malformed: "something in the line does not fit its format",
  conditional: "the rule has a condition that a flow cannot say",
  "too-long": "too long",
};
const ENDS = { source: "answers from", destination: "to", both: "from or to", unknown: "" };
const FROM = { rule: "a rule for", mention: "mentions of" };

/** `TCP 22`, `UDP 137 ⇄ 137`, `ICMP type 3, code 1`. */
export const portText = ({ transport, port, last, other, icmp, isRest }) => {
  const name = transport ? transport.toUpperCase().replace("ICMPV6", "ICMPv6") : "";
  if (isRest) return [name, "many other ports"].filter(Boolean).join(" ");
  if (icmp) return `${name} type ${icmp[0]}${icmp.length > 1 ? `, code ${icmp[1]}` : ""}`;
  if (port === null) return [name, "no port"].filter(Boolean).join(", ");
  const ports = other === null || other === undefined ? String(port) : `${other} ⇄ ${port}`;
  return [name, last === null || last === undefined ? ports : `${port}–${last}`].filter(Boolean).join(" ");
};

/** `answers from TCP 443`. */
export const kindText = (kind) => [FROM[kind.from] ?? ENDS[kind.service], portText(kind)].filter(Boolean).join(" ");

/** `Nov 20 06:25:01 to Nov 20 06:31:44`. */
export const timeText = ({ firstTime, lastTime }) => (firstTime === lastTime || !lastTime ? (firstTime ?? "") : `${firstTime} to ${lastTime}`);

/** The head of a report: `12,408 lines · 6 kinds of traffic · 1 to look at`. */
export const headline = ({ lines, kinds, findings, sockets, totals }) => {
  const look = [...kinds, ...findings].filter((one) => one.deservesALook).length + sockets.filter(isOdd).length;
  const parts = [count(lines, "line")];
  if (kinds.length) parts.push(count(kinds.length, "kind of traffic", "kinds of traffic"));
  if (sockets.length) parts.push(count(sockets.length, "open port"));
  if (kinds.length || sockets.length) parts.push(look ? `${number(look)} to look at` : "nothing to look at");
  if (totals.notUnderstood) parts.push(`${count(totals.notUnderstood, "line")} not understood`);
  return parts.join(" · ");
};

/** Whether an open port deserves a look. */
export const isOdd = ({ verdict }) => ["nobody", "too-open", "other-program", "firewall-decides"].includes(verdict);
