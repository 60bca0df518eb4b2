import { literalAt } from "../literal/read.js";
import type { Source } from "../source/source.js";
import { bareText } from "../spelling.js";
import type { TextRange } from "../study.js";
import { type Candidate, keyName } from "./candidate.js";

const YAML_KEY = /[-\s]*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s#[\]{},:'"&*!|>%@`?-][^#[\]{},:'"]*?)\s*:(?=\s)/y;
const FLOW_KEY = /(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z_][^,:{}[\]"']*?)\s*:\s/g;
const LINE_KEY = /(?:"(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z_][\w.-]*)\s*/y;

/** The named values of a line in a file of keys and values. */
export function lineCandidates(source: Source, line: number): Candidate[] {
  const { start, end } = codeOf(source, line);
  return source.language.family === "yaml" ? yamlCandidates(source, start, end) : keyed(source, start, end);
}

/** A line without its comment and the white space around it. */
function codeOf(source: Source, line: number): TextRange {
  const start = source.firstCharacter(line);
  let end = source.commentOn(line)?.start ?? source.line(line).end;
  while (end > start && /\s/.test(source.text[end - 1]!)) end--;
  return { start, end };
}

function candidate(source: Source, key: TextRange, value: TextRange): Candidate {
  const text = source.slice(value);
  const reading = literalAt(source.text, value.start, source.language);
  const literal =
    reading !== null && reading.end === value.end
      ? reading.literal
      : source.language.bareStrings
        ? bareText(text, source.language)
        : null;
  return { name: keyName(source, key), nameRange: key, value, literal };
}

/** `key = value`, and where the language has them words such as `export` before the key. */
function keyed(source: Source, start: number, end: number): Candidate[] {
  const { text, language } = source;
  let from = start;
  if (language.id === "shellscript") {
    from += /^(?:(?:export|local|readonly|declare(?:\s+-\w+)*|typeset)\s+)*/.exec(text.slice(start, end))![0].length;
  }
  LINE_KEY.lastIndex = from;
  const found = LINE_KEY.exec(text);
  if (found === null) return language.id === "toml" ? inlineTable(source, start, end) : [];
  const after = from + found[0].length;
  const sign = language.assignments.find((candidate) => text.startsWith(candidate, after));
  if (sign === undefined || after + sign.length > end) return [];
  const key = { start: from, end: from + found[0].trimEnd().length };
  let value = after + sign.length;
  if (language.id === "shellscript") {
    if (key.end !== after) return [];
    const word = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^\s;&|'"]*)/.exec(text.slice(value, end))![0];
    return word === "" ? [] : [candidate(source, key, { start: value, end: value + word.length })];
  }
  while (value < end && /\s/.test(text[value]!)) value++;
  if (value >= end) return [];
  if (language.id === "toml" && text[value] === "{") return inlineTable(source, value, end);
  return [candidate(source, key, { start: value, end })];
}

/** `{ a = 1, b = 2 }` of TOML. */
function inlineTable(source: Source, start: number, end: number): Candidate[] {
  const found: Candidate[] = [];
  const pattern = /([A-Za-z_][\w.-]*|"[^"]*")\s*=\s*/g;
  pattern.lastIndex = start;
  for (let match = pattern.exec(source.text); match !== null && match.index < end; match = pattern.exec(source.text)) {
    const key = { start: match.index, end: match.index + match[1]!.length };
    const at = match.index + match[0].length;
    const reading = literalAt(source.text, at, source.language);
    if (reading === null) continue;
    found.push({
      name: keyName(source, key),
      nameRange: key,
      value: { start: at, end: reading.end },
      literal: reading.literal,
    });
    pattern.lastIndex = reading.end;
  }
  return found;
}

function yamlCandidates(source: Source, start: number, end: number): Candidate[] {
  const { text } = source;
  YAML_KEY.lastIndex = start;
  const found = YAML_KEY.exec(text);
  if (found === null || found.index + found[0].length >= end) return flow(source, start, end);
  const lead = /^[-\s]*/.exec(found[0])![0].length;
  const key = { start: start + lead, end: start + found[0].slice(0, -1).trimEnd().length };
  let value = start + found[0].length;
  while (value < end && /\s/.test(text[value]!)) value++;
  if (text[value] === "{") return flow(source, value, end);
  return value < end ? [candidate(source, key, { start: value, end })] : [];
}

/** `{a: 1, b: 2}`, or a line of such entries. */
function flow(source: Source, start: number, end: number): Candidate[] {
  const found: Candidate[] = [];
  FLOW_KEY.lastIndex = start;
  for (
    let match = FLOW_KEY.exec(source.text);
    match !== null && match.index < end;
    match = FLOW_KEY.exec(source.text)
  ) {
    const key = { start: match.index, end: match.index + match[0].replace(/\s*:\s$/, "").length };
    const at = match.index + match[0].length;
    const reading = literalAt(source.text, at, source.language);
    const length = reading === null ? /^[^,{}[\]#]*/.exec(source.text.slice(at, end))![0].trimEnd().length : 0;
    const value = { start: at, end: reading?.end ?? at + length };
    if (value.end > value.start) found.push(candidate(source, key, value));
    FLOW_KEY.lastIndex = Math.max(value.end, at);
  }
  return found;
}
