/* One set of rows, with the files of every library for it. */
import { moduleOf, packageFiles } from "./packing.js";
import { pagefindFiles } from "./pagefind-files.js";

export const HTML = `<!DOCTYPE html><meta charset="utf-8"><title>.</title><link rel="icon" href="data:,">
<script type="module">import * as page from "/page.js"; page.run(page);</script>`;

/** Adds to `files` what pages below `/name/` load, with data and indexes made beforehand. */
export const addGroup = async (files, name, rows, libraries, npm) => {
  for (const library of libraries) {
    const folder = `/${name}/${library.name}`;
    files.set(`${folder}/`, HTML);
    files.set(`${folder}/library.js`, Buffer.from(await moduleOf(library, ["build", "search"], npm)));
    if (library.name.startsWith("ours")) {
      for (const [file, bytes] of await packageFiles(npm)) files.set(`${folder}/${file}`, bytes);
    } else if (library.name === "pagefind") {
      for (const [file, bytes] of await pagefindFiles(rows)) files.set(`${folder}/${file}`, bytes);
    } else {
      const { prepare } = await import(`./${library.name}.js`);
      files.set(`${folder}/data.json`, Buffer.from(JSON.stringify(prepare ? prepare(rows) : rows)));
    }
  }
};

/** Adds to `files` what pages below `/name/` load that make their indexes themselves; `register` is ours. */
export const addLarge = async (files, name, rows, libraries, npm, register) => {
  files.set(`/${name}/rows.json`, Buffer.from(JSON.stringify(rows)));
  for (const library of libraries) {
    const folder = `/${name}/${library.name}`;
    files.set(`${folder}/`, HTML);
    const { prepare } = library.hasOwnData ? {} : await import(`./${library.name}.js`);
    const exports = ["build", "search", ...(prepare ? ["prepare"] : [])];
    files.set(`${folder}/library.js`, Buffer.from(await moduleOf(library, exports, npm)));
    if (library.name !== "ours") continue;
    for (const [file, bytes] of await packageFiles(npm)) files.set(`${folder}/${file}`, bytes);
    files.set(`${folder}/register.bin`, register);
  }
};

/** The address of a page. */
export const addressOf = (origin, group, library, run, given) => {
  const data = library.hasOwnData ? "" : "&data";
  const register = group === "described" ? "" : "&register";
  return `${origin}/${group}/${library.name}/?run=${run}&with=${encodeURIComponent(given)}${data}${register}`;
};
