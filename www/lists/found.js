/* What a search of the site has found, as a list. */
import { portList } from "./port-list.js";

/** As many as there can be. */
const ALL = 1_000_000;
/** What is known of a service, before what was seen of one. */
const SAID = ["documented", "vendor", "own"];

/** Of the values of a filter those that are wanted; all of these where nothing is filtered. */
const among = (wanted, chosen) => (chosen ? wanted.filter((value) => [chosen].flat().includes(value)) : wanted);

const portsOfHits = (hits) => hits.flatMap(({ ports, transports }) => transports.flatMap((transport) => ports.map(([first, last]) => [transport, first, last])));

/** `22`, `137-139`, and `3000+` where a setting decides the end. */
const numbersOf = ({ ports, parameter }) => ports.map(([first, last]) => (parameter ? `${first}+` : first === last ? `${first}` : `${first}-${last}`)).join(", ");

/** All that a search finds, in the form of textIn(); `leftOut` are numbers that are not among the ports alone. */
export const listFound = async (search, { query, filters }) => {
  const hitsWith = async (more) => (await search.search(query, { limit: ALL, filters: { ...filters, ...more } })).hits;
  const usesOf = async (roles, provenances) => {
    const [role, provenance] = [among(roles, filters.role), among(provenances, filters.provenance)];
    return role.length && provenance.length ? hitsWith({ role, provenance }) : [];
  };
  const [hits, inwards, outwards, seen] = await Promise.all([
    hitsWith({}),
    usesOf(["listens", "seen-destination"], SAID),
    usesOf(["connects", "sends"], SAID),
    usesOf(["seen-destination"], ["seen"]),
  ]);
  const found = hits.filter(({ ports }) => ports.length);
  const said = new Set([...inwards, ...outwards].map(({ id }) => id));
  const others = [...seen.filter(({ id }) => !said.has(id)), ...found.filter(({ id }) => id.startsWith("port-"))];
  // As below the tables of pages: not what a setting decides or what nobody says of the release, and no classes of ports.
  const isCertain = ({ parameter, applies }) => parameter === null && applies !== "unsaid";
  const text = (some) => portList(portsOfHits(some.filter(isCertain)));
  const hasRelease = found.some(({ applies }) => applies !== null);
  const hasWays = hasRelease || filters.product || filters.role;
  const lists = hasWays ? [text([...inwards, ...others]), text(outwards)] : [text([...inwards, ...outwards, ...others]), ""];
  return {
    ports: lists[1] ? ["in", "out"].flatMap((way, at) => (lists[at] ? [`${way}: ${lists[at]}`] : [])).join("\n") : lists[0],
    columns: ["Port", "Transport", "Title", "Exposure", "Summary", "Address", ...(hasRelease ? ["Applies"] : [])],
    rows: found.map((hit) => [
      numbersOf(hit),
      hit.transports.join(", "),
      hit.title,
      hit.exposure ?? "",
      hit.summary,
      hit.href && new URL(hit.href, document.baseURI).href,
      ...(hasRelease ? [hit.applies === "unsaid" ? "not said" : "yes"] : []),
    ]),
    leftOut: found.filter((hit) => !isCertain(hit)).map(numbersOf),
    about: { query, filters, total: found.length },
  };
};
