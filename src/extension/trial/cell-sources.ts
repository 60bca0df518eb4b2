/** A cell of a notebook that is open, and the file that it runs from under a debugger. */
export interface CellSource {
  /** The address of the cell's document. */
  readonly uri: string;
  readonly file: string;
  /** What people call it: the notebook and the cell's number. */
  readonly name: string;
}

/** Systems whose files have one name in either case. */
const CASELESS = process.platform === "win32" || process.platform === "darwin";

/**
 * Puts the files of cells in the place of their documents in a message to a debugger (Debug Adapter Protocol). The
 * message itself is changed: it goes on to the debugger.
 */
export function toFiles(message: unknown, cells: readonly CellSource[]): void {
  const byUri = new Map(cells.map((cell) => [cellKey(cell.uri), cell]));
  visit(message, (source) => {
    const cell = typeof source.path === "string" ? byUri.get(cellKey(source.path)) : undefined;
    if (cell !== undefined) source.path = cell.file;
  });
}

/** The same the other way, in a message from a debugger; texts in it name the cell instead of its file. */
export function toCells(message: unknown, cells: readonly CellSource[]): void {
  const byFile = new Map(cells.map((cell) => [fileKey(cell.file), cell]));
  visit(
    message,
    (source) => {
      const cell = typeof source.path === "string" ? byFile.get(fileKey(source.path)) : undefined;
      if (cell === undefined) return;
      source.path = cell.uri;
      source.name = cell.name;
      // With a reference the editor would ask the debugger for the text.
      delete source.sourceReference;
    },
    (text) => cells.reduce((told, { file, name }) => told.replaceAll(file, name), text),
  );
}

type Fields = Record<string, unknown>;

/** Texts for people that may hold names of files. */
const TEXTS = ["output", "stackTrace"];

/** Looks at every source within a message, and at its texts for people. */
function visit(value: unknown, source: (found: Fields) => void, text?: (said: string) => string): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) {
    for (const one of value) visit(one, source, text);
    return;
  }
  const fields = value as Fields;
  for (const [name, field] of Object.entries(fields)) {
    if (name === "source" && isFields(field)) source(field);
    else if (name === "sources" && Array.isArray(field)) field.filter(isFields).forEach(source);
    else if (text !== undefined && TEXTS.includes(name) && typeof field === "string") fields[name] = text(field);
    else visit(field, source, text);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null;
}

/** The path of the notebook and the cell's own part: where the editor runs elsewhere, it adds the machine's name. */
function cellKey(uri: string): string {
  return uri.replace(/^vscode-notebook-cell:(\/\/[^/]*)?/, "vscode-notebook-cell:");
}

function fileKey(path: string): string {
  return CASELESS ? path.toLowerCase() : path;
}
