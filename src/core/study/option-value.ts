import { parseBytes } from "../format/bytes.js";
import { type Phrase, phrase, worded } from "../l10n/phrase.js";
import { PRUNERS } from "../pruners/registry.js";
import { SAMPLERS } from "../samplers/registry.js";
import { commandSteps } from "../text/command-words.js";
import type { MethodSpec } from "./method.js";
import { checkMethod, methodIn } from "./method-check.js";
import { numberIn, readMethodText, switchIn } from "./method-text.js";
import { type OptionSpec, STUDY_OPTIONS } from "./option-list.js";
import { DEFAULT_OPTIONS, type MethodChoice, type ResourceChoice, type StudyOptions } from "./options.js";

export type OptionValue = number | string | boolean | MethodChoice | ResourceChoice;

export type ParsedOption =
  | { readonly kind: "ok"; readonly value: OptionValue }
  /** start and end: the part of the text that is wrong; suggestion: what would be right in its place. */
  | {
      readonly kind: "error";
      readonly message: Phrase;
      readonly start: number;
      readonly end: number;
      readonly suggestion: string | null;
    };

/** Reads the text of one option, as it stands in an annotation, in the settings, or on the command line. */
export function parseOption(spec: OptionSpec, text: string): ParsedOption {
  const { type, name } = spec;
  switch (type.kind) {
    case "integer": {
      const value = numberIn(text);
      if (value === null || !Number.isSafeInteger(value) || value < type.min) {
        return wrong(text, phrase("{0} must be a whole number of at least {1}, but is `{2}`.", name, type.min, text));
      }
      return ok(value);
    }
    case "number": {
      const value = numberIn(text);
      return value === null ? wrong(text, phrase("{0} must be a number, but is `{1}`.", name, text)) : ok(value);
    }
    case "duration": {
      const value = parseDuration(text);
      if (value === null) {
        return wrong(text, phrase("{0} must be a time like `2h`, `90m`, `45s` or `1h30m`, but is `{1}`.", name, text));
      }
      return ok(value);
    }
    case "switch": {
      const value = switchIn(text);
      return value === null ? wrong(text, phrase("{0} must be `on` or `off`, but is `{1}`.", name, text)) : ok(value);
    }
    case "word":
      return type.words.includes(text)
        ? ok(text)
        : wrong(text, phrase("{0} must be {1}, but is `{2}`.", name, listed(type.words), text));
    case "text":
      return text.trim() === "" ? wrong(text, phrase("{0} must not be empty.", name)) : ok(text);
    case "size": {
      const value = parseBytes(text);
      return value === null
        ? wrong(text, phrase("{0} must be a size like `4GB` or `512MiB`, but is `{1}`.", name, text))
        : ok(value);
    }
    case "list":
      return /^[^\s,]+(?:,[^\s,]+)*$/.test(text)
        ? ok(text)
        : wrong(text, phrase("{0} must be names apart by commas, like `0,1`, but is `{1}`.", name, text));
    case "words": {
      const split = commandSteps(text);
      if (split.kind === "broken") return wrong(text, phrase("{0} cannot be read: {1}", name, split.message));
      return split.steps.length === 1 ? ok(text) : wrong(text, phrase("{0} must be one command, without `&&`.", name));
    }
    case "resource":
      return parseResource(text);
    case "method":
      return parseMethod(type.registry, text);
  }
}

/** Seconds of `2h`, `90m`, `45s`, `1h30m`, `1.5h`, `2d`, or a bare number of seconds; null where it is no positive time. */
export function parseDuration(text: string): number | null {
  const found = /^(?:(\d+(?:\.\d+)?)d)?(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m(?:in)?)?(?:(\d+(?:\.\d+)?)s?)?$/.exec(
    text.trim(),
  );
  if (found === null || text.trim() === "") return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const total = days * 86400 + hours * 3600 + minutes * 60 + seconds;
  return Number.isFinite(total) && total > 0 ? total : null;
}

/** A method as it is written: `tpe(candidates=48)`. */
export function spellMethod(choice: MethodChoice): string {
  const options = Object.entries(choice.options).map(
    ([name, value]) => `${name}=${typeof value === "boolean" ? (value ? "on" : "off") : value}`,
  );
  return options.length === 0 ? choice.name : `${choice.name}(${options.join(", ")})`;
}

/**
 * The options of a study. An option that the annotation gives beats the settings, and the command line beats both;
 * where none gives one, its default holds.
 */
export function resolveOptions(
  annotation: StudyOptions,
  given: readonly string[],
  settings: Partial<StudyOptions> = {},
  commandLine: Partial<StudyOptions> = {},
): StudyOptions {
  const names = new Set(given);
  const own = Object.fromEntries(Object.entries(annotation).filter(([name]) => names.has(name)));
  return { ...DEFAULT_OPTIONS, ...defined(settings), ...own, ...defined(commandLine) };
}

/** The options that a record of texts gives, for settings and the command line, and what is wrong with them. */
export function parseOptions(texts: Readonly<Record<string, string>>): {
  readonly options: Partial<StudyOptions>;
  readonly errors: readonly string[];
} {
  const options: Record<string, OptionValue> = {};
  const errors: string[] = [];
  for (const [name, text] of Object.entries(texts)) {
    const spec = STUDY_OPTIONS.find((candidate) => candidate.name === name);
    if (spec === undefined) {
      errors.push(`There is no option \`${name}\`.`);
      continue;
    }
    const parsed = parseOption(spec, text);
    if (parsed.kind === "ok") options[name] = parsed.value;
    else errors.push(worded(parsed.message));
  }
  return { options: options as Partial<StudyOptions>, errors };
}

function defined(options: Partial<StudyOptions>): Partial<StudyOptions> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== null));
}

function ok(value: OptionValue): ParsedOption {
  return { kind: "ok", value };
}

function wrong(
  text: string,
  message: Phrase,
  range: { readonly start: number; readonly end: number } = { start: 0, end: text.length },
  suggestion: string | null = null,
): ParsedOption {
  return { kind: "error", message, ...range, suggestion };
}

function listed(words: readonly string[]): Phrase {
  const quoted = words.map((word) => `\`${word}\``);
  return phrase("{0} or {1}", quoted.slice(0, -1).join(", "), quoted.at(-1)!);
}

/** `epochs:1..81`: a name, and the least and the most of it. */
function parseResource(text: string): ParsedOption {
  const found = /^\s*([A-Za-z_][\w/-]*)\s*:\s*(\d[\d_]*(?:\.\d+)?)\s*\.\.\s*(\d[\d_]*(?:\.\d+)?)\s*$/.exec(text);
  const [min, max] = [numberIn(found?.[2] ?? ""), numberIn(found?.[3] ?? "")];
  if (found === null || min === null || max === null) {
    return wrong(
      text,
      phrase("resource must be a name with its least and most, like `epochs:1..81`, but is `{0}`.", text),
    );
  }
  if (min <= 0 || max < min) {
    return wrong(
      text,
      phrase("The least of a resource must be above 0 and not above its most, but is {0} of {1}.", min, max),
    );
  }
  return ok({ name: found[1]!, min, max });
}

function parseMethod(registry: "sampler" | "pruner", text: string): ParsedOption {
  const read = readMethodText(text);
  if (read === null) {
    return wrong(
      text,
      phrase(
        "{0} must be a name, with options in parentheses like `tpe(candidates=48)`, but is `{1}`.",
        registry,
        text,
      ),
    );
  }
  const places = new Map<string, { start: number; end: number }>();
  for (const { name, value, start, end } of read.options) {
    if (name === null) {
      return wrong(
        text,
        registry === "sampler"
          ? phrase("Options of samplers are written `name=value`, separated by commas, but here stands `{0}`.", value)
          : phrase("Options of pruners are written `name=value`, separated by commas, but here stands `{0}`.", value),
        { start, end },
      );
    }
    if (places.has(name)) return wrong(text, phrase("The option `{0}` is given twice.", name), { start, end });
    places.set(name, { start, end });
  }
  const choice = methodIn(registry, text) ?? { name: read.name, options: {} };
  const [problem] = checkMethod(registry, choice);
  if (problem === undefined) return ok(choice);
  const nameStart = text.indexOf(read.name);
  const place = problem.option === null ? undefined : places.get(problem.option);
  if (place === undefined) {
    return wrong(text, problem.message, { start: nameStart, end: nameStart + read.name.length }, problem.suggestion);
  }
  const specs: readonly MethodSpec[] = registry === "sampler" ? SAMPLERS : PRUNERS;
  const known = specs.find((spec) => spec.name === read.name)?.options ?? [];
  const isName = known.every((spec) => spec.name !== problem.option);
  const nameEnd = place.start + problem.option!.length;
  const valueStart = text.indexOf("=", nameEnd) + 1;
  const blamed = isName ? { start: place.start, end: nameEnd } : { start: valueStart, end: place.end };
  return wrong(text, problem.message, blamed, problem.suggestion);
}
