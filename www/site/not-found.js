// On the 404 page: what is known of the port that the address asks for, from the register's pages.
(() => {
  "use strict";
  const { root } = Reflect.get(Document.prototype, "currentScript", document).dataset;
  const place = document.querySelector(".not-found");
  const asked = location.pathname.match(/\/ports\/(\d{1,6})(?:-\d+)?(?:\.html?)?\/?$/);
  const port = asked ? Number(asked[1]) : NaN;
  if (!place || !(port <= 65535)) return;

  const text = async (path) => {
    const response = await fetch(root + path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.text();
  };
  // Trusted Types forbid parsing HTML; the rows are simple enough.
  const plain = (html) =>
    html.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&amp;/g, "&").trim();
  const contains = ({ first, last }) => first <= port && port <= last;
  const range = ([, first, last]) => ({ first: Number(first), last: Number(last) });

  const rows = (html) =>
    [...html.matchAll(/<tr([^>]*)>\s*<th scope="row">(\d+)(?:–(\d+))?<\/th>(.*?)<\/tr>/gs)].map(([, attributes, first, last = first, rest]) => {
      const [transports, names, description, chapter] = [...rest.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell]) => cell);
      const id = chapter.match(/href="\.\.\/ports\/([\d-]+)\.html"/)?.[1];
      const anchor = attributes.match(/id="([^"]*)"/)?.[1];
      return { first: Number(first), last: Number(last), anchor, id, title: plain(chapter), transports: plain(transports), names: plain(names), description: plain(description) };
    });

  const link = (href, label) => {
    const element = document.createElement("a");
    element.href = root + href;
    element.textContent = label;
    return element;
  };
  const say = (...parts) => {
    const paragraph = document.createElement("p");
    paragraph.append(...parts);
    return paragraph;
  };
  const chapter = ({ id, title }) => link(`ports/${id}.html`, `${id.replace("-", "–")} ${title}`);
  const listed = (chapters) => chapters.flatMap((one, at) => (at ? [", ", chapter(one)] : [chapter(one)]));

  const show = async () => {
    const index = await text("register/index.html");
    const page = [...index.matchAll(/href="(\d+)-(\d+)\.html"/g)].map(range).find(contains);
    const path = `register/${page.first}-${page.last}.html`;
    const html = await text(path);
    const all = rows(html);
    const own = all.find((row) => row.id && row.first === port && row.last === port);
    const registered = all.filter((row) => row.names && contains(row));
    const said = [];
    if (own) said.push(say(`Port ${port} has a chapter: `, chapter(own), "."));
    for (const { names, transports, description } of registered) {
      said.push(say(`IANA’s register has port ${port} over ${transports} as ${names}${description ? `: ${description}` : ""}.`));
    }
    if (!registered.length) said.push(say(`Nothing is registered for port ${port}.`));
    const around = [...html.matchAll(/<a href="\.\.\/ports\/((\d+)-(\d+))\.html"><span class="n">[^<]*<\/span>(.*?)<\/a>/gs)]
      .map(([, id, first, last, title]) => ({ id, first: Number(first), last: Number(last), title: plain(title) }))
      .filter(contains);
    if (around.length) said.push(say("It is in the range of ", ...listed(around), "."));
    // Rows that begin at one port share the anchor of the first of them.
    const row = own ?? registered[0];
    const anchor = row && all.find(({ first, anchor }) => anchor && first === row.first)?.anchor;
    said.push(say(link(anchor ? `${path}#${anchor}` : path, `Port ${port} and the ports around it in the register`)));
    const chapters = all.filter((row) => row.id && row.first === row.last && row.first !== port);
    const nearest = [chapters.findLast((row) => row.first < port), chapters.find((row) => row.first > port)].filter(Boolean);
    if (nearest.length) said.push(say("The nearest chapters: ", ...listed(nearest), "."));
    place.replaceChildren(...said);
  };
  // Without the register's pages the links stay that the page has without scripts.
  show().catch(() => {});
})();
