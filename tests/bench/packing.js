/* Makes the files that a page loads, alike for all: adapter and library as one minified module, data as JSON. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));

/** Loaded only by pages with overlays. */
const overlays = {
  name: "overlays",
  setup: ({ onResolve }) => onResolve({ filter: /overlay-engine\.js$/ }, ({ path }) => ({ path, external: true })),
};

/** The module of an adapter with these exports. */
export const moduleOf = async ({ name, head }, exports, npm) => {
  const { outputFiles } = await build({
    stdin: { contents: `export { ${exports.join(", ")} } from "./${name}.js";`, resolveDir: here },
    alias: { portolan: npm },
    banner: head ? { js: head } : {},
    bundle: true,
    format: "esm",
    legalComments: "none",
    logLevel: "error",
    minify: true,
    plugins: [overlays],
    target: "es2022",
    treeShaking: true,
    write: false,
  });
  return outputFiles[0].contents;
};

/** The files of our package that its module loads, by name. */
export const packageFiles = async (npm) => {
  const names = (await readdir(npm)).filter((name) => /\.(bin|wasm)$/.test(name));
  return Promise.all(names.map(async (name) => [name, await readFile(join(npm, name))]));
};

/** The size with Brotli at 11, or as it is where that is smaller: some files are compressed already. */
export const packed = (bytes) => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return Math.min(bytes.length, brotliCompressSync(bytes, { params }).length);
};
