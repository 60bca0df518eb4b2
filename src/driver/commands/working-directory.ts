import { dirname, resolve } from "node:path";
import type { Target } from "../run/owner.js";

/** A folder on the command line is meant from here, one in an annotation from the file that it stands in. */
export function workingDirectory({ file, study }: Target, cwd: string | null, given: boolean): string {
  const own = !given && study.givenOptions.includes("cwd");
  return resolve(own ? dirname(file) : ".", cwd ?? ".");
}
