import { functionBelow } from "../annotations/functions/below.js";
import type { FunctionCode } from "../annotations/functions/signature.js";
import { Report } from "../annotations/report.js";
import { scan } from "../annotations/source/scan.js";
import type { Source } from "../annotations/source/source.js";
import type { TextEdit } from "../annotations/study.js";
import { collectTags } from "../annotations/tags/collect.js";

/** A function at the top level that a study may be made of. */
export interface StudyFunction {
  readonly code: FunctionCode;
  /** The line of its head, without decorators and comments above. */
  readonly line: number;
  /** The line above which its `@study` belongs. */
  readonly studyLine: number;
  /** A study of it stands above already. */
  readonly annotated: boolean;
  /** What has to be written before any trial can call it: a missing `export`. */
  readonly repairs: readonly TextEdit[];
}

const HEAD: Readonly<Record<string, RegExp>> = {
  python: /^(?:async\s+)?def\b/,
  javascript: /^(?:export\b|async\b|function\b|const\b|let\b|var\b|module\.exports\b|exports\.)/,
};

/** Every function of a file that a study may be made of, in order. */
export function functionsOf(source: Source): readonly StudyFunction[] {
  const head = HEAD[source.language.family];
  if (head === undefined) return [];
  const studyLines = new Set(
    collectTags(source, new Report())
      .filter(({ kind, alone }) => kind === "study" && alone)
      .map(({ lastLine }) => lastLine),
  );
  const found: StudyFunction[] = [];
  for (let line = 0; line < source.lineCount; line++) {
    if (source.lineDepths[line]! > 0 || source.lineInside[line]!) continue;
    const start = source.lineStarts[line]!;
    if (!head.test(source.text.slice(start, start + 40))) continue;
    const made = functionAt(source, line, studyLines);
    if (made !== null) found.push(made);
  }
  return found;
}

function functionAt(source: Source, line: number, studyLines: ReadonlySet<number>): StudyFunction | null {
  const below = functionBelow(source, line - 1);
  const studyLine = firstLineOf(source, line);
  const annotated = annotatedAbove(source, studyLine, line, studyLines);
  if (below.kind === "function") return { code: below.function, line, studyLine, annotated, repairs: [] };
  if (below.kind !== "refused" || below.code !== "not-exported") return null;
  // Looked at as if it were exported; what it shifts is taken back.
  const [insertion] = below.fixes[0]?.edits ?? [];
  if (insertion === undefined) return null;
  const at = insertion.range.start;
  const exported = scan(source.text.slice(0, at) + insertion.text + source.text.slice(at), source.language);
  const again = functionBelow(exported, line - 1);
  if (again.kind !== "function") return null;
  return { code: shifted(again.function, at, insertion.text.length), line, studyLine, annotated, repairs: [insertion] };
}

/** The line of the first decorator above a function's head. */
function firstLineOf(source: Source, line: number): number {
  let first = line;
  for (let above = line - 1; above >= 0; above--) {
    if (source.lineKind(above) === "blank" && source.lineDepths[above] === 0) break;
    const inBrackets = source.lineDepths[above]! > 0 || source.lineInside[above]!;
    if (!inBrackets) {
      if (source.text[source.lineStarts[above]!] === "@") first = above;
      else if (source.lineKind(above) !== "comment") break;
    }
  }
  return first;
}

/** Whether a `@study` stands between the code above a function and its head. */
function annotatedAbove(source: Source, first: number, line: number, studyLines: ReadonlySet<number>): boolean {
  for (let between = first; between < line; between++) if (studyLines.has(between)) return true;
  for (let above = first - 1; above >= 0 && source.lineKind(above) === "comment"; above--) {
    if (studyLines.has(above)) return true;
  }
  return false;
}

/** A function with every offset as it is without the text that was inserted at `at`. */
function shifted(code: FunctionCode, at: number, length: number): FunctionCode {
  const move = <T extends { readonly start: number; readonly end: number }>(range: T): T => ({
    ...range,
    start: range.start > at ? range.start - length : range.start,
    end: range.end > at ? range.end - length : range.end,
  });
  return {
    ...code,
    signature: move(code.signature),
    range: move(code.range),
    positions: code.positions.map((position) => ({ ...position, range: move(position.range) })),
    parameters: code.parameters.map((parameter) => ({
      ...parameter,
      nameRange: move(parameter.nameRange),
      range: move(parameter.range),
      default: parameter.default === null ? null : { ...parameter.default, range: move(parameter.default.range) },
    })),
  };
}
