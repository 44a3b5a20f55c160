/* elasticlunr with the fields and settings of an mdBook that changes none: its index made beforehand, words completed, any of them. */
import elasticlunr from "elasticlunr";

const OPTIONS = { bool: "OR", expand: true, fields: { title: { boost: 2 }, body: { boost: 1 }, breadcrumbs: { boost: 1 } } };
let index;

export const prepare = (rows) =>
  elasticlunr(function () {
    this.setRef("id");
    for (const field of Object.keys(OPTIONS.fields)) this.addField(field);
    for (const { id, ports, title, names, tasks, applications, summary } of rows) {
      this.addDoc({ id, title: `${ports} ${title}`, body: [names, tasks, applications, summary].join(" "), breadcrumbs: title });
    }
  });

export const build = (made) => {
  index = elasticlunr.Index.load(made);
};

export const search = (query, limit) => index.search(query, OPTIONS).slice(0, limit).map(({ ref }) => ref);
