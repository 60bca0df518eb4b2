import { codeTokens, dottedStart } from "../annotations/code/tokens.js";
import type { Source } from "../annotations/source/source.js";

/** How far above a value its call may begin, in lines. */
const LOOK_BACK = 60;

/** The name of the call whose argument stands at an offset, with its module: `nn.Dropout`; null where there is none. */
export function callAt(source: Source, offset: number): string | null {
  const line = source.lineAt(offset);
  let first = line;
  while (first > 0 && line - first < LOOK_BACK && source.lineDepths[first]! > 0) first--;
  const tokens = codeTokens(source, source.lineStarts[first]!, offset);
  let depth = 0;
  for (let i = tokens.length - 1; i > 0; i--) {
    const { kind, text } = tokens[i]!;
    if (kind !== "symbol") continue;
    if (text === ")" || text === "]" || text === "}") depth++;
    else if (text === "(" || text === "[" || text === "{") {
      if (depth > 0) {
        depth--;
        continue;
      }
      if (text !== "(" || tokens[i - 1]!.kind !== "name") return null;
      const from = dottedStart(tokens, i - 1);
      const before = tokens[from - 1]?.text;
      // The signature of a declaration is no call.
      if (before === "def" || before === "function" || before === "class") return null;
      return source.text.slice(tokens[from]!.start, tokens[i - 1]!.end);
    }
  }
  return null;
}
