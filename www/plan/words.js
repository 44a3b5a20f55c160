/* The words of plans. */

export const ROLES = { server: "is reached", client: "connects to others", both: "both" };
export const CLOSES = { nothing: "left alone", incoming: "stopped on its way in", both: "stopped both ways" };
export const STOPS = { drop: "dropped", reject: "refused" };

/** What a plan comes to: `6 flows pass · 1 is stopped · 2 questions are open`. */
export const planHeadline = ({ flows, open, warnings }) => {
  const passing = flows.filter((one) => one.action === "pass").length;
  const stopped = flows.length - passing;
  const parts = [passing === 1 ? "1 flow passes" : `${passing} flows pass`];
  if (stopped) parts.push(stopped === 1 ? "1 is stopped" : `${stopped} are stopped`);
  if (open.length) parts.push(open.length === 1 ? "1 question is open" : `${open.length} questions are open`);
  if (warnings.length) parts.push(warnings.length === 1 ? "1 warning" : `${warnings.length} warnings`);
  return parts.join(" · ");
};

const isAny = ([first, last]) => first === 0 && last === 65535;

/** The port of the service, and the one at the other end where it is fixed: `TCP 22`, `UDP 123 from 123`, `from TCP 20`. */
export const serviceText = ({ transport, service, direction, local, remote }) => {
  if (direction === "out" && isAny(remote)) return `from ${transport.toUpperCase()} ${service.replace("-", "–")}`;
  const isLocal = direction === "in";
  const [first, last] = isLocal ? remote : local;
  const from = isAny([first, last]) ? "" : ` ${isLocal ? "with" : "from"} ${first === last ? first : `${first}–${last}`}`;
  return `${transport.toUpperCase()} ${service.replace("-", "–")}${from}`;
};

/** A remark as plain text: links become their titles. */
export const plainText = (text) => text.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/[`*]/g, "");

/** Texts that people separate by commas or spaces. */
export const wordsOf = (text) => text.split(/[\s,;]+/).filter(Boolean);
