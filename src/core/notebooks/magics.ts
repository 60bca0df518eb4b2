import type { Language } from "../annotations/language.js";
import { scan } from "../annotations/source/scan.js";

/** Cell magics whose body is Python that runs in the notebook itself. */
const PYTHON_BODIES = new Set(["time", "timeit", "capture", "prun", "memit", "debug", "wandb"]);

/** `%magic`, `!command`, `?help`. */
const COMMAND = /^[ \t]*(?:%|!|\?{1,2}[\w%*])/;
/** `name = %magic` and `name = !command`: in Python nothing of that kind can follow an assignment. */
const ASSIGNED = /^[ \t]*[A-Za-z_][\w.,[\] \t]*=[ \t]*[%!]/;
/** `name?`, `%magic??`. */
const HELP = /^[ \t]*%{0,2}[A-Za-z_*][\w*.]*(?:\[-?\d+\])*\?{1,2}[ \t]*$/;
const ANY = /^[ \t]*(?:[%!?]|[A-Za-z_*%].*(?:=[ \t]*[%!]|\?[ \t]*\r?$))/m;

/**
 * A cell of Python as Python itself reads it: lines that only IPython understands (magics, shell commands, questions for
 * help) become comments, and so does the whole of a cell that a cell magic hands to another language. Nothing moves:
 * the text is as long as before and its line breaks stand where they stood, so each offset means the same in both.
 */
export function withoutMagics(text: string, language: Language): string {
  if (!ANY.test(text)) return text;
  const first = /^(?:[ \t]*(?:#.*)?\r?\n)*[ \t]*%%(\w*)/.exec(text);
  if (first === null) return blankLines(text, language);
  if (!PYTHON_BODIES.has(first[1] ?? "")) return mapLines(text, () => true);
  const line = first[0].split("\n").length - 1;
  return blankLines(
    mapLines(text, (_, at) => at === line),
    language,
  );
}

/** So many lines are scanned at a time, and twice as many each time that they end within brackets or quotes. */
const WINDOW = 64;

/** Blanks the lines of IPython. */
function blankLines(text: string, language: Language): string {
  const lines = text.split("\n");
  let window = WINDOW;
  for (let from = 0; from < lines.length; ) {
    const until = Math.min(from + window, lines.length);
    // Quotes and brackets of a shell command would lead the scanner astray: behind it, it begins anew.
    const { lineDepths, lineInside } = scan(lines.slice(from, until).join("\n"), language);
    const begins = (at: number) =>
      lineDepths[at - from] === 0 && !lineInside[at - from] && (at === 0 || !continues(lines[at - 1]!));
    let next = until;
    for (let at = from; at < until; at++) {
      if (!isCommand(lines[at]!) || !begins(at)) continue;
      let last = at;
      while (last + 1 < lines.length && continues(lines[last]!)) last++;
      for (let i = at; i <= last; i++) lines[i] = blank(lines[i]!, i > at);
      next = last + 1;
      break;
    }
    if (next === until && until < lines.length) {
      for (next = until - 1; next > from && !begins(next); ) next--;
    }
    window = next > from ? WINDOW : window * 2;
    from = next;
  }
  return lines.join("\n");
}

/** Whether a statement goes on in the next line. */
function continues(line: string): boolean {
  return /\\\r?$/.test(line);
}

function isCommand(line: string): boolean {
  const text = line.replace(/\r$/, "");
  return COMMAND.test(text) || ASSIGNED.test(text) || HELP.test(text);
}

function mapLines(text: string, isBlanked: (line: string, at: number) => boolean): string {
  return text
    .split("\n")
    .map((line, at) => (isBlanked(line, at) ? blank(line, false) : line))
    .join("\n");
}

/** A line as a comment of the same length; where it stands in a block, it still counts as a statement of that. */
function blank(line: string, continues: boolean): string {
  const [, indent = "", text = "", end = ""] = /^([ \t]*)(.*?)(\r?)$/.exec(line)!;
  if (text === "") return line;
  // What was no comment must not become an annotation.
  const rest = (from: number) => text.slice(from).replaceAll("@", ".").replaceAll("\\", "/");
  if (indent === "" || continues) return `${indent}#${rest(1)}${end}`;
  if (text.length < 3) return `${indent}${"0".padEnd(text.length)}${end}`;
  return `${indent}...${text.length > 3 ? `#${rest(4)}` : ""}${end}`;
}
