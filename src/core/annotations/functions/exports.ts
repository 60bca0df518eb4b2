import type { Source } from "../source/source.js";

/** The name under which a JavaScript file exports a function that is declared without `export`; null where it does not. */
export function exportedAs(source: Source, name: string): string | null {
  const escaped = name.replace(/\$/g, "\\$");
  const word = `(?<![\\w$.])${escaped}(?![\\w$])`;
  if (has(source, new RegExp(`^export\\s+default\\s+${word}\\s*;?\\s*$`, "gm"))) return "default";
  if (has(source, new RegExp(`^module\\.exports\\s*=\\s*${word}\\s*;?\\s*(?://.*)?$`, "gm"))) return "default";
  for (const found of source.text.matchAll(/^(export|module\.exports\s*=)\s*\{([^}]*)\}/gm)) {
    if (source.regionAt(found.index) !== null) continue;
    for (const entry of found[2]!.split(",")) {
      const parts = /^\s*([\w$]+)\s*(?:(as|:)\s*([\w$]+))?\s*$/.exec(entry);
      if (parts === null) continue;
      const [, first, sign, second] = parts;
      if (sign === "as" ? first === name : (second ?? first) === name) return sign === "as" ? second! : first!;
    }
  }
  const assigned = new RegExp(`^(?:module\\.)?exports\\.([\\w$]+)\\s*=\\s*${word}\\s*;?\\s*(?://.*)?$`, "gm");
  for (const found of source.text.matchAll(assigned)) {
    if (source.regionAt(found.index) === null) return found[1]!;
  }
  return null;
}

function has(source: Source, pattern: RegExp): boolean {
  for (const found of source.text.matchAll(pattern)) if (source.regionAt(found.index) === null) return true;
  return false;
}
