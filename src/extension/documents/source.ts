import * as vscode from "vscode";
import { languageOf } from "../../core/annotations/languages.js";
import { isNotebook } from "../../core/notebooks/cell.js";
import { type CellSpan, withoutNumbers } from "../../core/notebooks/join.js";
import { joinPython, type SourceText } from "../../core/notebooks/source-text.js";

/** What annotations are read from: a file, or the cells of code of a notebook together. */
export interface OpenSource extends SourceText {
  /** Absolute path of the file, or of the notebook. */
  readonly file: string;
  readonly notebook: vscode.NotebookDocument | null;
  readonly parts: readonly SourcePart[];
  /** When code of the notebook was last seen to change, by the clock (milliseconds); null where that was never seen. */
  readonly changed: number | null;
}

/** The text of one document within that of its source; a notebook has one for each of its cells in Python. */
export interface SourcePart extends CellSpan {
  readonly document: vscode.TextDocument;
}

const CELL_SCHEME = "vscode-notebook-cell";
const NOTEBOOK_TYPE = "jupyter-notebook";

/**
 * Files on a disk, and the cells of notebooks there (with a type, the scheme is that of the notebook): diffs and virtual
 * files are left alone.
 */
export const SOURCES: vscode.DocumentSelector = [{ scheme: "file" }, { scheme: "file", notebookType: NOTEBOOK_TYPE }];

interface Joined {
  readonly key: string;
  readonly source: OpenSource;
}

const files = new WeakMap<vscode.TextDocument, Joined>();
const notebooks = new WeakMap<vscode.NotebookDocument, Joined>();

/**
 * The source that a document is, or is a part of, as it stands: the same object until its text changes. null for what
 * is neither a file in a language that is known nor a cell in Python of a notebook on the disk; also for a notebook that
 * is shown as text.
 */
export function sourceOf(document: vscode.TextDocument): OpenSource | null {
  const { scheme, fsPath, path } = document.uri;
  if (scheme === "file") return isNotebook(fsPath) || languageOf(fsPath) === null ? null : sourceOfFile(document);
  if (scheme !== CELL_SCHEME) return null;
  const notebook = vscode.workspace.notebookDocuments.find(({ uri }) => uri.scheme === "file" && uri.path === path);
  const source = notebook === undefined ? null : sourceOfNotebook(notebook);
  return source?.parts.some((part) => part.document === document) ? source : null;
}

function sourceOfFile(document: vscode.TextDocument): OpenSource {
  const key = String(document.version);
  const cached = files.get(document);
  if (cached?.key === key) return cached.source;
  const text = document.getText();
  const parts = [{ number: 1, document, start: 0, end: text.length }];
  const source = { file: document.uri.fsPath, text, cells: null, notebook: null, parts, changed: null };
  files.set(document, { key, source });
  return source;
}

/** The cells in Python of a notebook on the disk as one source; null for every other notebook. */
export function sourceOfNotebook(notebook: vscode.NotebookDocument): OpenSource | null {
  if (notebook.notebookType !== NOTEBOOK_TYPE || notebook.uri.scheme !== "file") return null;
  const cells = notebook
    .getCells()
    .filter(({ kind, document }) => kind === vscode.NotebookCellKind.Code && document.languageId === "python");
  const key = cells.map(({ index, document }) => `${index} ${document.version} ${document.uri.fragment}`).join("\n");
  const cached = notebooks.get(notebook);
  if (cached?.key === key) return cached.source;
  const texts = cells.map(({ index, document }) => ({ number: index + 1, text: document.getText() }));
  const joined = joinPython(texts);
  const before = cached?.source;
  const source: OpenSource = {
    ...joined,
    file: notebook.uri.fsPath,
    notebook,
    parts: joined.cells.map((span, at) => ({ ...span, document: cells[at]!.document })),
    changed: before === undefined || sameCode(before, joined) ? (before?.changed ?? null) : Date.now(),
  };
  notebooks.set(notebook, { key, source });
  return source;
}

function sameCode(a: SourceText, b: SourceText): boolean {
  return withoutNumbers(a.text) === withoutNumbers(b.text);
}

/** The source of a file as it stands in the editor; the file is opened, unseen, where it is not open. */
export async function openedSource(file: string): Promise<OpenSource | null> {
  const uri = vscode.Uri.file(file);
  return isNotebook(file)
    ? sourceOfNotebook(await vscode.workspace.openNotebookDocument(uri))
    : sourceOf(await vscode.workspace.openTextDocument(uri));
}

/** Saves a source; false where that failed. */
export async function saved({ notebook, parts }: OpenSource): Promise<boolean> {
  const document = notebook ?? parts[0]?.document;
  return document === undefined || !document.isDirty || (await document.save());
}
