import { existsSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** Folders of programs for administrators, which are not on everybody's path. */
const MORE = ["/usr/sbin", "/usr/local/sbin", "/sbin"];

/** Where some programs are; `missing` names those that are nowhere. */
export function findPrograms(names: readonly string[]): {
  readonly folders: readonly string[];
  readonly missing: readonly string[];
} {
  const places = [...(process.env.PATH ?? "").split(delimiter), ...MORE];
  const found = names.map((name) => places.map((place) => join(place, name)).find((path) => existsSync(path)));
  return {
    folders: [...new Set(found.flatMap((path) => (path === undefined ? [] : [dirname(path)])))],
    missing: names.filter((_, at) => found[at] === undefined),
  };
}
