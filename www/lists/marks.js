/* What the site says of entries in results: written by the build, so that results need not wait for a search. */

/** `14.7,15.0,15.1 22+nyy 115 …`: the releases; an entry's id, `+` if it can be added to a plan, a letter for each release. */
const [names, ...texts] = __MARKS__.split(" ");
const releases = names.split(",");
const marks = new Map(texts.map((text) => /^([\d-]+)(\+?)(.*)$/u.exec(text).slice(1)).map(([id, offered, letters]) => [id, { isOffered: offered !== "", letters }]));

/** Whether an entry can be added to a plan. */
export const isOffered = (id) => marks.get(id)?.isOffered ?? false;

/** Whether a release has it: "yes", "no", "unsaid", or nothing where the vendor's tables do not name it. */
export const verdictOf = (id, release) => ({ y: "yes", n: "no", "?": "unsaid" })[marks.get(id)?.letters[releases.indexOf(release)]];
