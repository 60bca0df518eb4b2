import { phrase } from "../../l10n/phrase.js";
import { closingIndex, codeTokens } from "../code/tokens.js";
import type { Source } from "../source/source.js";
import { type FoundFunction, pythonParameters } from "./signature.js";

/** How far a signature may reach, in lines. */
const SIGNATURE_LINES = 400;

const NONE: FoundFunction = { kind: "none" };

/** The Python function that stands directly below `line`: only comments and decorators may stand between. */
export function pythonFunctionBelow(source: Source, line: number): FoundFunction {
  for (let at = line + 1; at < source.lineCount; at++) {
    const kind = source.lineKind(at);
    if (kind === "blank") return NONE;
    if (kind === "comment") continue;
    const first = source.firstCharacter(at);
    if (source.text[first] === "@") {
      const depth = source.lineDepths[at]!;
      while (at + 1 < source.lineCount && continues(source, at + 1, depth)) at++;
      continue;
    }
    const head = /^(?:async\s+)?def\b/.exec(source.text.slice(first, first + 40));
    return head === null || first !== source.lineStarts[at] ? NONE : functionAt(source, at, first);
  }
  return NONE;
}

/** Whether a line continues brackets, beyond `depth` ones that were open before, or a quoted text. */
function continues(source: Source, line: number, depth: number): boolean {
  return source.lineDepths[line]! > depth || source.lineInside[line]!;
}

function functionAt(source: Source, line: number, start: number): FoundFunction {
  const depth = source.lineDepths[line]!;
  let last = line;
  while (last + 1 < source.lineCount && last - line < SIGNATURE_LINES && continues(source, last + 1, depth)) last++;
  const tokens = codeTokens(source, start, source.line(last).end);
  const def = tokens.findIndex(({ text }) => text === "def");
  const name = tokens[def + 1];
  // Type parameters in square brackets may stand before the signature.
  const typed = tokens[def + 2]?.text === "[" ? closingIndex(tokens, def + 2) : def + 1;
  const open = typed === null ? -1 : typed + 1;
  const close = tokens[open]?.text === "(" ? closingIndex(tokens, open) : null;
  if (name?.kind !== "name" || close === null) {
    return {
      kind: "refused",
      range: { start, end: source.line(line).end },
      code: "broken-signature",
      message: phrase("This signature is not complete: expected `def name(…):`."),
      fixes: [],
    };
  }
  return {
    kind: "function",
    function: {
      language: "python",
      name: name.text,
      title: name.text,
      parameters: pythonParameters(source, tokens.slice(open + 1, close)),
      positions: [],
      signature: { start: tokens[open]!.start, end: tokens[close]!.end },
      range: { start, end: bodyEnd(source, last, depth) },
    },
  };
}

/** The end of the last line of code before the next one that is not indented and continues nothing. */
function bodyEnd(source: Source, signatureLine: number, depth: number): number {
  let after = signatureLine + 1;
  while (after < source.lineCount && (isIndented(source, after, depth) || source.lineKind(after) !== "code")) after++;
  let last = after - 1;
  while (last > signatureLine && !continues(source, last, depth) && source.lineKind(last) !== "code") last--;
  return source.line(last).end;
}

function isIndented(source: Source, line: number, depth: number): boolean {
  const first = source.text.charCodeAt(source.lineStarts[line]!);
  return first === 32 || first === 9 || continues(source, line, depth);
}
