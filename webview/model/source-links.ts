/** A place in a source file that a text names. */
export interface SourceLink {
  /** Where in the text the name stands. */
  readonly start: number;
  readonly end: number;
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

/** Python's tracebacks: `File "train.py", line 12`. */
const PYTHON = /File "([^"\n]+)", line (\d+)/g;
/**
 * `train.py:12`, `at run (/home/me/a b/x.js:3:7)`, `file:///x.mjs:3`: a path with an ending that begins with a letter, a
 * colon, a line. What stands in brackets may hold blanks.
 */
const COLONS =
  /(?<=\()((?:file:\/\/)?[^()\n:"]*[^()\n:"\s]\.[a-zA-Z]\w{0,7}):(\d+)(?::\d+)?(?=\))|(?<![\w:/.\\-])((?:file:\/\/|[A-Za-z]:(?=[\\/]))?[\w@~%+./\\-]+\.[a-zA-Z]\w{0,7}):(\d+)(?![\w.]*\/)/g;

/** The places in source files that a line of a log or of a traceback names, from left to right. */
export function sourceLinks(text: string): readonly SourceLink[] {
  const links: SourceLink[] = [];
  for (const match of text.matchAll(PYTHON)) {
    // What Python made up itself, such as <string>, is no file.
    if (!match[1]!.startsWith("<")) links.push(linkOf(match, match[1]!, match[2]!));
  }
  for (const match of text.matchAll(COLONS)) {
    const [file, line] = match[1] === undefined ? [match[3]!, match[4]!] : [match[1], match[2]!];
    // An address in the web, and Node's own modules, are none of the user's files.
    if (/^(?:\w+:)?\/\/(?!\/)/.test(file) || file.startsWith("node:")) continue;
    links.push(linkOf(match, file, line));
  }
  return links.sort((a, b) => a.start - b.start).filter((link, i, all) => i === 0 || link.start >= all[i - 1]!.end);
}

function linkOf(match: RegExpMatchArray, file: string, line: string): SourceLink {
  const start = match.index ?? 0;
  return { start, end: start + match[0].length, file, line: Number(line) };
}
