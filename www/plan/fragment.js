/*
A plan as text, in the form of an address's query, for people to read and share:

  release=15.1&from=192.0.2.0/24&run=22&run=S269:both@10.0.0.0/8,managers&run=8080:server:8443

`run` is what runs: an id, then, if it is not a server alone, its role, then another port, then, after `@`, who reaches it if it is not
everybody of `from`. `add=22,445` adds to the plan that is there, and `compare=14.7,15.1` shows what two releases differ in.
*/

const LIST_FIELDS = { from: "peers", managers: "managers" };
const TEXT_FIELDS = { release: "release", ports: "source_ports", closes: "closes", by: "connected_by", firewall: "dialect" };
const BOOL_FIELDS = { nio: "nio", state: "state" };
const WORDS = { yes: true, no: false };
/** One more than a plan may have: what is too much is told. */
const MOST_ITEMS = 257;

const listOf = (text) => text.split(/[\s,]+/).filter(Boolean);

const itemOf = (text) => {
  const [head, ...peers] = text.split("@");
  const [what, role = "", port = ""] = head.split(":");
  const item = /^\d/.test(what) ? { entry: what } : { product: what };
  // What is wrong is told by who checks the plan.
  item.role = role || "server";
  if (port) item.port = /^\d{1,9}$/.test(port) ? Number(port) : port;
  if (peers.length) item.peers = listOf(peers.join("@"));
  return item;
};

const itemText = ({ entry, product, role = "server", port, peers }) => {
  const head = [entry ?? product, ...(role === "server" && port === undefined ? [] : [role]), ...(port === undefined ? [] : [port])];
  return head.join(":") + (peers ? `@${peers.join(",")}` : "");
};

const KEYS = ["run", "add", "compare", "set", "yes", "no", ...Object.keys({ ...LIST_FIELDS, ...TEXT_FIELDS, ...BOOL_FIELDS })];

/** Whether a fragment has a plan, and is not the anchor of a heading, or somebody else's. */
export const isPlan = (text) => [...new URLSearchParams(text.replace(/^#/, "")).keys()].some((key) => text.includes("=") && KEYS.includes(key));

/** `{ plan, add, compare }`: the plan, the ids to be added to another one, and the releases to be compared. What is unknown is left out. */
export const planOfText = (text) => {
  const plan = { items: [] };
  const add = [];
  let compare = [];
  for (const [key, value] of new URLSearchParams(text)) {
    if (key === "run" && value) plan.items.length < MOST_ITEMS && plan.items.push(itemOf(value));
    else if (key === "add") add.push(...listOf(value));
    else if (key === "compare") compare = listOf(value);
    else if (Object.hasOwn(LIST_FIELDS, key)) plan[LIST_FIELDS[key]] = listOf(value);
    else if (Object.hasOwn(TEXT_FIELDS, key)) plan[TEXT_FIELDS[key]] = value;
    else if (Object.hasOwn(BOOL_FIELDS, key)) {
      if (Object.hasOwn(WORDS, value)) plan[BOOL_FIELDS[key]] = WORDS[value];
    } else if (key === "set" && /^[^:]+:\d{1,9}$/.test(value)) {
      const [name, number] = value.split(":");
      plan.parameters = { ...plan.parameters, [name]: Number(number) };
    } else if (key === "yes" || key === "no") plan.decisions = { ...plan.decisions, [value]: key === "yes" };
  }
  return { plan, add, compare };
};

/** The text of a plan, and of releases that are compared; empty for what says nothing. */
export const textOfPlan = (plan, compare = []) => {
  const pairs = [];
  const put = (key, value) => pairs.push([key, String(value)]);
  const putAll = (names, write) => {
    for (const [key, name] of Object.entries(names)) {
      const value = plan[name];
      if (value !== undefined && value !== null && value !== "" && value.length !== 0) put(key, write(value));
    }
  };
  putAll(TEXT_FIELDS, (value) => value);
  putAll(LIST_FIELDS, (value) => value.join(","));
  for (const item of plan.items ?? []) put("run", itemText(item));
  putAll(BOOL_FIELDS, (value) => (value ? "yes" : "no"));
  for (const [name, value] of Object.entries(plan.parameters ?? {})) put("set", `${name}:${value}`);
  for (const [id, yes] of Object.entries(plan.decisions ?? {})) put(yes ? "yes" : "no", id);
  if (compare.length === 2) put("compare", compare.join(","));
  // These letters may stand in a fragment as they are.
  return new URLSearchParams(pairs).toString().replace(/%(2F|3A|40|2C)/g, decodeURIComponent);
};
