import type { DistributionForm } from "../annotations/tags/forms.js";
import { type Phrase, phrase, worded } from "../l10n/phrase.js";
import type { Translate } from "../l10n/translation.js";
import { PRUNERS } from "../pruners/registry.js";
import { SAMPLERS } from "../samplers/registry.js";
import { expectedValue } from "../study/expected-value.js";
import type { MethodOption, MethodSpec } from "../study/method.js";
import { type OptionSpec, STUDY_OPTIONS } from "../study/option-list.js";
import { DEFAULT_OPTIONS } from "../study/options.js";

/** What each tag is for, with an example. */
export const TAGS = [
  {
    name: "@study",
    summary: phrase("Makes the function below, or the file, a study."),
    example: "@study digits maximize accuracy trials=60",
  },
  {
    name: "@tune",
    summary: phrase("Lets a study search the value on this line, or on the line below."),
    example: "@tune loguniform(1e-5, 1e-1)",
  },
  {
    name: "@constraint",
    summary: phrase("A rule over parameters: configurations that break it are never tried."),
    example: "@constraint width * depth <= 512",
  },
] as const;

export const DIRECTIONS = [
  { name: "minimize", summary: phrase("Smaller values are better: a loss, an error, a duration.") },
  { name: "maximize", summary: phrase("Larger values are better: an accuracy, a score.") },
] as const;

export type Registry = "sampler" | "pruner";

/** The methods of a registry. */
export function methodsOf(registry: Registry): readonly MethodSpec[] {
  return registry === "sampler" ? SAMPLERS : PRUNERS;
}

export function optionSpec(name: string): OptionSpec | null {
  return STUDY_OPTIONS.find((option) => option.name === name) ?? null;
}

/** Markdown on an option of a study. */
export function documentOption(option: OptionSpec, t: Translate): string {
  const lines = [`**\`${option.name}\`** — ${worded(option.summary, t)}`];
  const { type } = option;
  if (type.kind === "word") lines.push(t("One of {0}.", list(type.words)));
  if (type.kind === "switch") lines.push(t("`on` or `off`."));
  if (type.kind === "duration") lines.push(t("Written `2h`, `90m`, `45s`, `1h30m`, or as seconds."));
  if (type.kind === "method") {
    lines.push(
      methodsOf(type.registry)
        .map((method) => `- \`${method.name}\` ${worded(method.summary, t)}`)
        .join("\n"),
    );
  }
  lines.push(t("Setting `{0}`, command line `{1}`.", `hyperlens.study.${option.name}`, `--${option.name}`));
  return lines.join("\n\n");
}

/** Markdown on a sampler or pruner with its options. */
export function documentMethod(registry: Registry, method: MethodSpec, t: Translate): string {
  const kind = registry === "sampler" ? t("sampler") : t("pruner");
  const title = `**\`${method.name}\`** (${kind}) — ${worded(method.summary, t)}`;
  if (method.options.length === 0) return title;
  const rows = method.options.map(
    (option) => `- \`${option.name}=${shownDefault(option)}\` ${worded(option.summary, t)}`,
  );
  return `${title}\n\n${t("Options, with their defaults:")}\n\n${rows.join("\n")}`;
}

export function documentMethodOption(registry: Registry, option: MethodOption, t: Translate): string {
  const range = worded(phrase("Takes {0}.", expectedOf(registry, option.type)), t);
  const usual = t("Default: {0}.", `\`${shownDefault(option)}\``);
  return `**\`${option.name}\`** — ${worded(option.summary, t)}\n\n${range} ${usual}`;
}

function expectedOf(registry: Registry, type: MethodOption["type"]): Phrase {
  return type.kind === "method" ? phrase("one of {0}", list(methodValues(registry, type))) : expectedValue(type);
}

/** Markdown on a distribution's form. */
export function documentForm(form: DistributionForm, t: Translate): string {
  return `**\`${form.shape}\`**\n\n${worded(form.summary, t)}`;
}

/** The values that may stand behind `name=` for a typed option; empty where any number or text may. */
export function valuesOf(type: OptionSpec["type"]): readonly string[] {
  switch (type.kind) {
    case "switch":
      return ["on", "off"];
    case "word":
      return type.words;
    case "method":
      return methodsOf(type.registry).map(({ name }) => name);
    default:
      return [];
  }
}

/** The default of a study's option as it is written; null where it has none. */
export function defaultText(name: string): string | null {
  const value = (DEFAULT_OPTIONS as unknown as Readonly<Record<string, unknown>>)[name];
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return value ? "on" : "off";
  return typeof value === "object" && "name" in value ? String(value.name) : String(value);
}

/** The values that may stand behind `name=` in a method's parentheses; empty where any number may. */
export function methodValues(registry: Registry, type: MethodOption["type"]): readonly string[] {
  switch (type.kind) {
    case "switch":
    case "word":
      return valuesOf(type);
    case "method":
      return methodsOf(registry)
        .map(({ name }) => name)
        .filter((name) => !type.except.includes(name));
    default:
      return [];
  }
}

/** The default of a method's option as it is written. */
export function shownDefault({ default: value }: MethodOption): string {
  return typeof value === "boolean" ? (value ? "on" : "off") : String(value);
}

function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}
