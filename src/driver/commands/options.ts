import { parseArgs } from "node:util";
import { worded } from "../../core/l10n/phrase.js";
import { STUDY_OPTIONS } from "../../core/study/option-list.js";
import { type ParsedOption, parseOption } from "../../core/study/option-value.js";
import type { StudyOptions } from "../../core/study/options.js";
import { dashed, UsageError } from "./usage.js";

/** What `hyperlens run` was told. */
export interface RunArguments {
  readonly target: string;
  readonly studies: string | null;
  readonly json: boolean;
  /** To work beside a driver that runs the study already. */
  readonly join: boolean;
  readonly help: boolean;
  readonly options: Partial<StudyOptions>;
}

type Spelling = { readonly type: "string" | "boolean"; readonly multiple?: boolean; readonly short?: string };

/** Every option of a study, with dashes or underscores. */
const SPELLINGS: { readonly [flag: string]: Spelling } = Object.fromEntries(
  STUDY_OPTIONS.flatMap(({ name }) => [name, dashed(name)].map((flag) => [flag, { type: "string" }])),
);

/** What `hyperlens confirm` was told. */
export interface ConfirmArguments extends RunArguments {
  /** How many of the best trials are repeated, and how often. */
  readonly top: number;
  readonly times: number;
}

/** @throws {UsageError} */
export function readConfirmArguments(words: readonly string[]): ConfirmArguments {
  const {
    values,
    rest: _,
    ...given
  } = readStudyArguments(words, "confirm", {
    top: { type: "string" },
    times: { type: "string" },
  });
  const count = (name: string, fallback: number): number => {
    const text = values[name];
    if (typeof text !== "string") return fallback;
    if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--${name} must be a whole number of at least 1, not ${text}.`);
    return Number(text);
  };
  return { ...given, top: count("top", 5), times: count("times", 3) };
}

/** @throws {UsageError} */
export function readRunArguments(words: readonly string[]): RunArguments {
  const { values: _, rest: __, ...given } = readStudyArguments(words, "run", {});
  return given;
}

/** What `hyperlens try` was told. */
export interface TryArguments extends RunArguments {
  readonly trial: number;
  /** `NAME=VALUE` words. */
  readonly values: readonly string[];
  /** To print what is to be started, and start nothing. */
  readonly describe: boolean;
}

/** @throws {UsageError} */
export function readTryArguments(words: readonly string[]): TryArguments {
  const { values, rest, ...all } = readStudyArguments(words, "try", { describe: { type: "boolean" } }, "more");
  const [number = "", ...changed] = rest;
  if (!all.help && !/^\d+$/.test(number)) {
    throw new UsageError("Give the number of the trial: hyperlens try FILE[:NAME] TRIAL [NAME=VALUE …]");
  }
  return { ...all, trial: Number(number), values: changed, describe: values.describe === true };
}

function readStudyArguments(
  words: readonly string[],
  command: string,
  more: { readonly [flag: string]: Spelling },
  targets: "one" | "more" = "one",
): RunArguments & { readonly values: Values; readonly rest: readonly string[] } {
  const { values, positionals } = parse(words, {
    ...SPELLINGS,
    ...more,
    studies: { type: "string" },
    json: { type: "boolean" },
    join: { type: "boolean" },
    help: { type: "boolean", short: "h" },
    set: { type: "string", multiple: true },
  });
  const help = values.help === true;
  if (!help && (positionals.length === 0 || (targets === "one" && positionals.length > 1))) {
    throw new UsageError(
      positionals.length === 0
        ? `Name the file that defines the study: hyperlens ${command} FILE[:NAME]`
        : `One study is run at a time, but there are ${positionals.length}: ${positionals.join(" ")}`,
    );
  }
  const options: { -readonly [Name in keyof StudyOptions]?: unknown } = {};
  for (const [name, text] of pairs(values)) {
    const spec = STUDY_OPTIONS.find((candidate) => candidate.name === name);
    if (spec === undefined) throw new UsageError(`There is no option ${name}; see hyperlens run --help.`);
    const parsed: ParsedOption = parseOption(spec, text);
    if (parsed.kind === "error")
      throw new UsageError(`--${dashed(name)}: ${worded(parsed.message).replaceAll("`", "")}`);
    options[spec.name as keyof StudyOptions] = parsed.value;
  }
  return {
    target: positionals[0] ?? "",
    studies: typeof values.studies === "string" ? values.studies : null,
    json: values.json === true,
    join: values.join === true,
    help,
    options: options as Partial<StudyOptions>,
    values,
    rest: positionals.slice(1),
  };
}

/** The arguments of the commands that take one path. @throws {UsageError} */
export function readPathArguments(
  words: readonly string[],
  what: string,
): { readonly path: string; readonly json: boolean; readonly help: boolean } {
  const { values, positionals } = parse(words, { json: { type: "boolean" }, help: { type: "boolean", short: "h" } });
  const help = values.help === true;
  if (!help && positionals.length !== 1) throw new UsageError(`Give one ${what}.`);
  return { path: positionals[0] ?? "", json: values.json === true, help };
}

/** What a command about a study that has a journal was told. */
export interface VerbArguments {
  readonly target: string;
  readonly studies: string | null;
  /** The words after the target. */
  readonly rest: readonly string[];
  readonly help: boolean;
  readonly flags: ReadonlySet<string>;
  readonly options: ReadonlyMap<string, string>;
}

/** `flags` take no value, `named` take one. @throws {UsageError} */
export function readVerbArguments(
  words: readonly string[],
  flags: readonly string[],
  named: readonly string[] = [],
): VerbArguments {
  const { values, positionals } = parse(words, {
    studies: { type: "string" },
    help: { type: "boolean", short: "h" },
    ...Object.fromEntries(flags.map((name) => [name, { type: "boolean" as const }])),
    ...Object.fromEntries(named.map((name) => [name, { type: "string" as const }])),
  });
  const [target, ...rest] = positionals;
  const help = values.help === true;
  if (!help && target === undefined) throw new UsageError("Name the study: FILE[:NAME], or its journal.");
  return {
    target: target ?? "",
    studies: typeof values.studies === "string" ? values.studies : null,
    rest,
    help,
    flags: new Set(flags.filter((name) => values[name] === true)),
    options: new Map(named.flatMap((name) => (typeof values[name] === "string" ? [[name, values[name]]] : []))),
  };
}

type Values = { readonly [flag: string]: string | boolean | readonly (string | boolean)[] | undefined };

function parse(
  words: readonly string[],
  options: { readonly [flag: string]: Spelling },
): { readonly values: Values; readonly positionals: readonly string[] } {
  try {
    return parseArgs({ args: [...words], options: { ...options }, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Options of the study as given, `--set name=value` included. */
function* pairs(values: Values): Generator<readonly [name: string, text: string]> {
  for (const [flag, text] of Object.entries(values)) {
    if (flag in SPELLINGS && typeof text === "string") yield [flag.replaceAll("-", "_"), text];
  }
  const set = values.set;
  for (const text of Array.isArray(set) ? set : []) {
    const equals = String(text).indexOf("=");
    if (equals < 1) throw new UsageError(`--set takes option=value, not ${String(text)}.`);
    yield [String(text).slice(0, equals).replaceAll("-", "_"), String(text).slice(equals + 1)];
  }
}
