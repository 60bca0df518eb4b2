import type { Json } from "../study/json.js";

/** A line that is not a record of a journal; the message says what was expected. */
export class JournalFormatError extends Error {
  override readonly name: string = "JournalFormatError";
}

/** A text that is not even JSON, as a writer that died leaves behind. */
export class NotJsonError extends JournalFormatError {
  override readonly name = "NotJsonError";
}

/**
 * The value of a JSON text in which NaN, Infinity and -Infinity may stand wherever a number can, as Python writes them.
 *
 * @throws {NotJsonError}
 */
export function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (/NaN|Infinity/.test(text)) return parseWithTokens(text);
    throw notJson(error);
  }
}

/** Strings, and tokens that stand for a value: not as a key, nor as part of another word. */
const STRING_OR_TOKEN = /"(?:[^"\\]|\\.)*"|(?<![\w.])(?:-?Infinity|NaN)(?![\w.]|\s*:)/g;

/** Tokens travel through JSON.parse as strings that start with a character sequence which the text does not hold. */
function parseWithTokens(text: string): Json {
  let mark = "\uE000";
  while (text.includes(mark)) mark += "\uE000";
  const marked = text.replace(STRING_OR_TOKEN, (part) => (part.startsWith('"') ? part : `"${mark}${part}"`));
  const unmark = (_key: string, value: Json): Json =>
    typeof value === "string" && value.startsWith(mark) ? Number(value.slice(mark.length)) : value;
  try {
    return JSON.parse(marked, unmark) as Json;
  } catch (error) {
    throw notJson(error);
  }
}

function notJson(error: unknown): NotJsonError {
  return new NotJsonError(`The line is not JSON: ${error instanceof Error ? error.message : String(error)}.`);
}

/**
 * JSON in which non-finite numbers stand as Python's bare tokens. Whole numbers are written as ints as far as doubles
 * tell them apart; beyond, Python would make integers of them that no array of its numeric libraries can hold.
 */
export function writeJson(value: Json): string {
  if (typeof value === "number")
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? String(value) : writeReal(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(writeJson).join(",")}]`;
  const fields = Object.entries(value as { readonly [key: string]: Json });
  return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${writeJson(field)}`).join(",")}}`;
}

/** A number that Python reads as a float: always with a point or an exponent; NaN and the infinities as bare tokens. */
export function writeReal(value: number): string {
  if (Object.is(value, -0)) return "-0.0";
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}
