import { dirname, resolve } from "node:path";
import { isNotebook } from "../../core/notebooks/cell.js";
import type { Target } from "../run/owner.js";

/**
 * A folder on the command line is meant from here, one in an annotation from the file that it stands in. Notebooks run in
 * their own folder unless it is said otherwise, as they do in Jupyter.
 */
export function workingDirectory({ file, study }: Target, cwd: string | null, given: boolean): string {
  if (cwd === null && isNotebook(file)) return dirname(file);
  const own = !given && study.givenOptions.includes("cwd");
  return resolve(own ? dirname(file) : ".", cwd ?? ".");
}
