import { type Dirent, existsSync, lstatSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { languageOf } from "../../core/annotations/languages.js";
import { type AnnotatedSource, readAnnotated } from "../../core/notebooks/annotated-source.js";
import { isNotebook } from "../../core/notebooks/cell.js";
import { type IgnoreRules, ignoreRules } from "./ignore-rules.js";

/** Larger files are data, not code that people annotate: so many bytes, of a notebook so many characters of its code. */
const LARGEST = 1_000_000;
/** Notebooks hold pictures, too. */
const LARGEST_NOTEBOOK = 100_000_000;

/** Folders of dependencies and caches, by name. */
const SKIPPED = new Set([
  "node_modules",
  "bower_components",
  "__pycache__",
  "site-packages",
  "venv",
  "env.bak",
  "conda-meta",
]);

/** Files that mark a folder as a virtual environment. */
const ENVIRONMENT_MARKS = ["pyvenv.cfg", "conda-meta"];

export type Scanned =
  /** A file that holds tags of ours. */
  | ({ readonly kind: "file"; readonly file: string } & AnnotatedSource)
  /** The scan has stopped because it met too many files. */
  | { readonly kind: "limit"; readonly files: number };

export interface ScanOptions {
  /** How many source files are looked at before the scan stops. */
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/** How many source files a scan looks at before it stops and says so. */
export const SCAN_LIMIT = 20_000;

/**
 * The annotated files below a folder, in the order of their paths. Ignored, hidden, dependency and virtual-environment
 * folders, patched copies, files above 1 MB and notebooks with so much code are skipped; links to folders are not followed.
 */
export async function* scanWorkspace(root: string, options: ScanOptions): AsyncGenerator<Scanned> {
  let files = 0;
  const waiting: { readonly folder: string; readonly rules: IgnoreRules }[] = [
    { folder: root, rules: ignoreRules(root) },
  ];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (options.signal?.aborted) return;
    const { folder, rules } = next;
    const entries = await entriesOf(folder);
    const folders: string[] = [];
    for (const entry of entries) {
      if (entry.isDirectory()) {
        if (!skipsFolder(folder, entry.name) && !rules.ignores(entry.name, "folder")) folders.push(entry.name);
        continue;
      }
      if (!entry.isFile() || skipsFile(entry.name) || rules.ignores(entry.name, "file")) continue;
      if (files === options.limit) {
        yield { kind: "limit", files };
        return;
      }
      files++;
      const scanned = await scanFile(join(folder, entry.name));
      if (scanned !== null) yield scanned;
      if (options.signal?.aborted) return;
    }
    for (const name of folders.reverse()) waiting.push({ folder: join(folder, name), rules: rules.into(name) });
  }
}

/** Whether a scan of `root` would look at a file, for one that has changed. */
export function isScanned(root: string, file: string): boolean {
  const path = relative(root, file);
  const names = path.split(sep);
  const name = names.pop();
  if (name === undefined || name === "" || names[0] === ".." || skipsFile(name)) return false;
  let folder = root;
  let rules = ignoreRules(root);
  for (const part of names) {
    if (skipsFolder(folder, part) || rules.ignores(part, "folder")) return false;
    folder = join(folder, part);
    rules = rules.into(part);
  }
  if (rules.ignores(name, "file")) return false;
  try {
    return lstatSync(file).size <= largest(file);
  } catch {
    return true; // It is gone: whoever asks wants to forget it.
  }
}

async function scanFile(file: string): Promise<Scanned | null> {
  if (languageOf(file) === null) return null;
  try {
    if ((await stat(file)).size > largest(file)) return null;
    const bytes = await readFile(file);
    // Most files hold none, and are not even decoded.
    if (!bytes.includes("@study") && !bytes.includes("@tune")) return null;
    const { source, parsed } = readAnnotated(file, bytes.toString("utf8"));
    const { studies, diagnostics } = parsed;
    if (source.text.length > LARGEST || studies.length + diagnostics.length === 0) return null;
    return { kind: "file", file, source, parsed };
  } catch {
    return null; // It has gone meanwhile, or may not be read: nobody can annotate it.
  }
}

function largest(file: string): number {
  return isNotebook(file) ? LARGEST_NOTEBOOK : LARGEST;
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

function skipsFolder(parent: string, name: string): boolean {
  if (name.startsWith(".") || SKIPPED.has(name)) return true;
  return ENVIRONMENT_MARKS.some((mark) => existsSync(join(parent, name, mark)));
}

function skipsFile(name: string): boolean {
  return name.startsWith(".") || /__hyperlens_\d+\.[^.]+$/.test(name) || languageOf(name) === null;
}
