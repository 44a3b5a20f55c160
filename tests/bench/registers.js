/* Writes registers that are 10 and 100 times as large, `register-10.json` …: `node registers.js <v1> <folder>`. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { multiplied, registered } from "./rows.js";

export const TIMES = [10, 100];

const [v1, folder] = process.argv.slice(2);
const read = async (name) => JSON.parse(await readFile(join(v1, name), "utf8"));
const rows = registered(await read("register.json"), await read("catalog.json"));
for (const times of TIMES) await writeFile(join(folder, `register-${times}.json`), JSON.stringify(multiplied(rows, times)));
