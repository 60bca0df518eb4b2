// Where downloads that outlive a build are kept.

import { join } from "node:path";

/**
 * The folder of installed browsers, editors and Python environments.
 * @param {string} root The repository.
 * @returns {string} HYPERLENS_CACHE, which several checkouts may share; else `.cache` in the repository.
 */
export function cacheFolder(root) {
  return process.env.HYPERLENS_CACHE || join(root, ".cache");
}
