import { readFileSync } from "node:fs";

/** The file that the option env names cannot be used; the message says why, and the remedy. */
export class EnvironmentFileError extends Error {
  override readonly name = "EnvironmentFileError";
}

/** The variables of a file of `NAME=value` lines. @throws {EnvironmentFileError} */
export function readEnvironmentFile(path: string): Readonly<Record<string, string>> {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new EnvironmentFileError(`The environment file ${path} (option env) cannot be read: ${why}.`);
  }
  const variables: Record<string, string> = {};
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const entry = line.trim().replace(/^export\s+/, "");
    if (entry === "" || entry.startsWith("#")) continue;
    const found = /^([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(entry);
    if (found === null) {
      throw new EnvironmentFileError(`Line ${at + 1} of ${path} (option env) is no NAME=value: ${entry.slice(0, 80)}`);
    }
    variables[found[1]!] = variableText(found[2]!);
  }
  return variables;
}

/** Quotes are taken away; a bare value ends before a comment. */
function variableText(text: string): string {
  const single = /^'([^']*)'\s*(?:#.*)?$/.exec(text);
  if (single !== null) return single[1]!;
  const double = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(text);
  if (double !== null) return double[1]!.replace(/\\(.)/g, (_, character: string) => ESCAPES[character] ?? character);
  return text.replace(/\s+#.*$/, "").trim();
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t" };
