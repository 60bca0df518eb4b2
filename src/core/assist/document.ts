import type { DistributionForm } from "../annotations/tags/forms.js";
import { english, type Translate } from "../l10n/translation.js";
import { PRUNERS } from "../pruners/registry.js";
import { SAMPLERS } from "../samplers/registry.js";
import type { MethodOption, MethodSpec } from "../study/method.js";
import { DEFAULT_OPTIONS, type OptionSpec, STUDY_OPTIONS } from "../study/options.js";

/** What each tag is for, with an example. */
export const TAGS = [
  {
    name: "@study",
    summary: (t: Translate) => t("Makes the function below, or the file, a study."),
    example: "@study digits maximize accuracy trials=60",
  },
  {
    name: "@tune",
    summary: (t: Translate) => t("Lets a study search the value on this line, or on the line below."),
    example: "@tune loguniform(1e-5, 1e-1)",
  },
  {
    name: "@constraint",
    summary: (t: Translate) => t("A rule over parameters: configurations that break it are never tried."),
    example: "@constraint width * depth <= 512",
  },
] as const;

export const DIRECTIONS = [
  { name: "minimize", summary: (t: Translate) => t("Smaller values are better: a loss, an error, a duration.") },
  { name: "maximize", summary: (t: Translate) => t("Larger values are better: an accuracy, a score.") },
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
export function documentOption(option: OptionSpec): string {
  const lines = [`**\`${option.name}\`** — ${option.summary}`];
  const { type } = option;
  if (type.kind === "word") lines.push(`One of ${list(type.words)}.`);
  if (type.kind === "switch") lines.push("`on` or `off`.");
  if (type.kind === "duration") lines.push("Written `2h`, `90m`, `45s`, `1h30m`, or as seconds.");
  if (type.kind === "method") {
    lines.push(
      methodsOf(type.registry)
        .map((method) => `- \`${method.name}\` ${method.summary}`)
        .join("\n"),
    );
  }
  lines.push(`Setting \`hyperlens.study.${option.name}\`, command line \`--${option.name}\`.`);
  return lines.join("\n\n");
}

/** Markdown on a sampler or pruner with its options. */
export function documentMethod(registry: Registry, method: MethodSpec): string {
  const title = `**\`${method.name}\`** (${registry}) — ${method.summary}`;
  if (method.options.length === 0) return title;
  const rows = method.options.map((option) => `- \`${option.name}=${shownDefault(option)}\` ${option.summary}`);
  return `${title}\n\nOptions, with their defaults:\n\n${rows.join("\n")}`;
}

export function documentMethodOption(registry: Registry, option: MethodOption): string {
  const range = rangeOf(registry, option.type);
  return `**\`${option.name}\`** — ${option.summary}\n\n${range} Default: \`${shownDefault(option)}\`.`;
}

function rangeOf(registry: Registry, type: MethodOption["type"]): string {
  switch (type.kind) {
    case "word":
      return `One of ${list(type.words)}.`;
    case "switch":
      return "`on` or `off`.";
    case "method":
      return `One of ${list(methodValues(registry, type))}.`;
    case "integer":
    case "number":
      return `A ${type.kind === "integer" ? "whole number" : "number"}${limits(type.min, type.max)}.`;
  }
}

/** Markdown on a distribution's form. */
export function documentForm(form: DistributionForm): string {
  return `**\`${form.shape}\`**\n\n${form.summary(english)}`;
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

function shownDefault({ default: value }: MethodOption): string {
  return typeof value === "boolean" ? (value ? "on" : "off") : String(value);
}

function limits(min: number | null, max: number | null): string {
  if (min !== null && max !== null) return ` from ${min} to ${max}`;
  if (min !== null) return ` of at least ${min}`;
  return max === null ? "" : ` of at most ${max}`;
}

function list(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}
