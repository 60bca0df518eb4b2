// Bundles ml-matrix from its modules, of which only what is used is taken along, in place of its one large file.

import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../node_modules/ml-matrix/src/index.js", import.meta.url));

/**
 * Its decompositions call none of the hundred operations by element, which every matrix gets whether it needs them or not.
 * @type {import("esbuild").Plugin}
 */
export const leanMatrix = {
  name: "lean-matrix",
  setup(build) {
    build.onResolve({ filter: /^ml-matrix$/ }, () => ({ path: source, sideEffects: false }));
    build.onLoad({ filter: /ml-matrix[\\/]src[\\/]mathOperations\.js$/ }, () => ({
      contents: "export function installMathOperations() {}",
    }));
  },
};
