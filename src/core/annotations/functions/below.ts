import type { Source } from "../source/source.js";
import { javascriptFunctionBelow } from "./javascript.js";
import { pythonFunctionBelow } from "./python.js";
import type { FoundFunction } from "./signature.js";

/** The function that a `@study` whose last line is `line` would be of. */
export function functionBelow(source: Source, line: number): FoundFunction {
  switch (source.language.family) {
    case "python":
      return pythonFunctionBelow(source, line);
    case "javascript":
      return javascriptFunctionBelow(source, line);
    default:
      return { kind: "none" };
  }
}
