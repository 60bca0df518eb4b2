// Bundles ml-matrix from its modules, of which only what is used is taken along, in place of its one large file.

import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../node_modules/ml-matrix/src/index.js", import.meta.url));

/**
 * Every matrix carries a hundred operations by element, statistics and a way to print itself, whether these are needed or
 * not. Its decompositions call none of them.
 */
const UNUSED = /(ml-matrix[\\/]src[\\/](mathOperations|stat|inspect)|ml-array-(max|min|rescale)[\\/].*)\.js$/;

/** Only symmetric matrices are decomposed here. */
const EIGENVALUES = /ml-matrix[\\/]src[\\/]dc[\\/]evd\.js$/;
const OF_OTHER_MATRICES = /^function (orthes|hqr2|cdiv)\([\s\S]*?^}$/gm;

/** What decompositions and their callers need of a matrix. */
const MATRIX = /ml-matrix[\\/]src[\\/]matrix\.js$/;
const METHOD = /^ {2}(?:static |get )*([\w#]+)\([^)]*\) \{\n[\s\S]*?^ {2}\}\n/gm;
const NEEDED = new Set(
  "constructor size isEmpty copy from1DArray checkMatrix isMatrix get set rows columns isSquare isSymmetric to1DArray initData".split(
    " ",
  ),
);

/** @type {import("esbuild").Plugin} */
export const leanMatrix = {
  name: "lean-matrix",
  setup(build) {
    build.onResolve({ filter: /^ml-matrix$/ }, () => ({ path: source, sideEffects: false }));
    build.onLoad({ filter: EIGENVALUES }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      return { contents: text.replace(OF_OTHER_MATRICES, "function $1() {}") };
    });
    build.onLoad({ filter: MATRIX }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      return {
        contents: text.replace(METHOD, (method, name) => (NEEDED.has(name) || name.startsWith("#") ? method : "")),
      };
    });
    build.onLoad({ filter: UNUSED }, async ({ path }) => {
      const names = (await readFile(path, "utf8")).matchAll(/^export (default )?function (\w+)/gm);
      const empty = [...names].map(([, isDefault, name]) =>
        isDefault ? "export default function () {}" : `export function ${name}() {}`,
      );
      return { contents: empty.length > 0 ? empty.join("\n") : "export default function () {}" };
    });
  },
};
