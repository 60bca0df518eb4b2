import { readFileSync } from "node:fs";
import { join } from "node:path";
import ignore, { type Ignore } from "ignore";

/** The rules of the `.gitignore` files from a root folder down to one folder. */
export interface IgnoreRules {
  /** The rules that hold within a sub-folder. */
  into(name: string): IgnoreRules;
  ignores(name: string, kind: "file" | "folder"): boolean;
}

interface Level {
  /** Path of this folder below the one that holds the rules, with slashes at its end; "" for the same folder. */
  readonly below: string;
  readonly rules: Ignore;
}

/** The rules of a root folder itself. */
export function ignoreRules(root: string): IgnoreRules {
  return rulesOf(root, read(root));
}

function rulesOf(folder: string, levels: readonly Level[]): IgnoreRules {
  return {
    into(name) {
      const path = join(folder, name);
      const outer = levels.map(({ below, rules }) => ({ below: `${below}${name}/`, rules }));
      return rulesOf(path, [...outer, ...read(path)]);
    },
    ignores(name, kind) {
      const entry = kind === "folder" ? `${name}/` : name;
      // The innermost rule that says anything wins.
      for (let at = levels.length - 1; at >= 0; at--) {
        const { below, rules } = levels[at]!;
        const { ignored, unignored } = rules.test(below + entry);
        if (ignored || unignored) return ignored;
      }
      return false;
    },
  };
}

function read(folder: string): readonly Level[] {
  try {
    return [{ below: "", rules: ignore().add(readFileSync(join(folder, ".gitignore"), "utf8")) }];
  } catch {
    return [];
  }
}
