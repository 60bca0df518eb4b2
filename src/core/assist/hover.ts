import type { Language } from "../annotations/language.js";
import { spell } from "../annotations/spelling.js";
import type { AnnotatedStudy, Slot, TextRange } from "../annotations/study.js";
import { DISTRIBUTIONS } from "../annotations/tags/forms.js";
import { formatNumber } from "../format/number.js";
import { worded } from "../l10n/phrase.js";
import { english, type Translate } from "../l10n/translation.js";
import { boundsOf } from "../space/bounds.js";
import { choicesOf, type Distribution, isCategorical } from "../space/distribution.js";
import { printExpression } from "../space/expression/print.js";
import type { Literal } from "../space/literal.js";
import { internalOf } from "../space/value.js";
import { type AnnotatedText, holdsOffset, textOffset } from "./annotated-text.js";
import {
  DIRECTIONS,
  documentMethod,
  documentMethodOption,
  documentOption,
  methodsOf,
  optionSpec,
  TAGS,
} from "./document.js";
import { imageAddress } from "./drawing.js";
import { type ParameterInsight, percent, type StudyFacts, type TriedValues } from "./facts.js";
import { plotSvg } from "./plot.js";
import { shapeOf, shortest } from "./shape.js";
import { sliceSvg } from "./slice-plot.js";

export interface Hover {
  readonly range: TextRange;
  /** Markdown. */
  readonly text: string;
}

const WORD = /[A-Za-z_][\w]*/g;

/** What there is to say about the annotation, or the annotated value, at an offset; null elsewhere. */
export function hoverAt(
  annotated: AnnotatedText,
  offset: number,
  factsOf: (study: AnnotatedStudy) => StudyFacts | null,
  t = english,
): Hover | null {
  const place = annotated.tagAt(offset);
  if (place === null) return overCode(annotated, offset, factsOf, t);
  const { tag, at } = place;
  const text = tag.text.text;
  const word = [...text.matchAll(WORD)].find((found) => at >= found.index && at <= found.index + found[0].length);
  const range = word === undefined ? null : tag.text.range(word.index, word.index + word[0].length);
  if (word !== undefined && range !== null) {
    const isTag = text[word.index - 1] === "@";
    const documented = isTag
      ? tagText(`@${word[0]}`, t)
      : tag.kind === "study"
        ? studyWord(text, word.index, word[0], t)
        : null;
    if (documented !== null) return { range, text: documented };
    if (!isTag && tag.kind !== "study") {
      const named = parameterNamed(annotated, tag.text.at(0), word[0], factsOf, t);
      const inCondition = tag.kind === "constraint" || /\bif\b/.test(text.slice(0, word.index));
      if (named !== null && inCondition && !/["']$/.test(text.slice(0, word.index))) return { range, text: named };
    }
  }
  if (tag.kind !== "tune") return null;
  const found = annotated.tunes.find(({ tune }) => {
    const from = textOffset(tag, tune.range.start);
    return tune.text === tag.text || from !== null ? holdsOffset(tune.range, offset) : false;
  });
  if (found === undefined) return null;
  const { tune, slot, study } = found;
  if (slot !== null && study !== null) {
    return { range: tune.range, text: slotText(annotated, study, slot, factsOf(study), t) };
  }
  return tune.distribution === null
    ? null
    : { range: tune.range, text: distributionText(tune.distribution, annotated, null, t) };
}

/** The name or the value of a parameter in the code. */
function overCode(
  annotated: AnnotatedText,
  offset: number,
  factsOf: (study: AnnotatedStudy) => StudyFacts | null,
  t: Translate,
): Hover | null {
  for (const { slot, study, choice } of annotated.tunes) {
    if (slot === null || study === null) continue;
    const range = [choice?.nameRange ?? null, slot.range].find((one) => holdsOffset(one, offset));
    if (range == null) continue;
    return { range, text: slotText(annotated, study, slot, factsOf(study), t) };
  }
  return null;
}

function tagText(name: string, t: Translate): string | null {
  const tag = TAGS.find((candidate) => candidate.name === name);
  return tag === undefined ? null : `**\`${tag.name}\`** — ${worded(tag.summary, t)}\n\n\`${tag.example}\``;
}

/** A direction, an option, a method or a method's option of a `@study`. */
function studyWord(text: string, at: number, word: string, t: Translate): string | null {
  const before = text.slice(0, at);
  const method = /(sampler|pruner)=([A-Za-z_]\w*)?(\((?:[^()]*)?)?$/.exec(before);
  if (method !== null && method[1] !== undefined) {
    const registry = method[1] as "sampler" | "pruner";
    const name = method[2] ?? word;
    const spec = methodsOf(registry).find((candidate) => candidate.name === name);
    if (spec === undefined) return null;
    if (method[2] === undefined) return documentMethod(registry, spec, t);
    if (method[3] !== undefined) {
      const option = spec.options.find((candidate) => candidate.name === word);
      return option === undefined ? null : documentMethodOption(registry, option, t);
    }
  }
  if (text[at + word.length] === "=" && /\s$/.test(before)) {
    const spec = optionSpec(word);
    return spec === null ? null : documentOption(spec, t);
  }
  const direction = DIRECTIONS.find(({ name }) => name === word);
  return direction === undefined || !/\s$/.test(before) ? null : `**\`${word}\`** — ${worded(direction.summary, t)}`;
}

function parameterNamed(
  annotated: AnnotatedText,
  tagStart: number,
  name: string,
  factsOf: (study: AnnotatedStudy) => StudyFacts | null,
  t: Translate,
): string | null {
  const study =
    annotated.tunes.find(({ tune }) => holdsOffset(tune.range, tagStart))?.study ??
    [...annotated.parsed.studies].reverse().find(({ annotation }) => annotation.start < tagStart) ??
    null;
  const slot = study?.slots.find((candidate) => candidate.name === name);
  return study === null || slot === undefined ? null : slotText(annotated, study, slot, factsOf(study), t);
}

function slotText(
  annotated: AnnotatedText,
  study: AnnotatedStudy,
  slot: Slot,
  facts: StudyFacts | null,
  t: Translate,
): string {
  const { language } = annotated;
  const best = facts?.best?.params.get(slot.name) ?? null;
  const internal = best === null ? null : internalOf(slot.distribution, best);
  const condition = study.space.parameters.find(({ name }) => name === slot.name)?.condition ?? null;
  const lines = [t("**{0}** of study {1}", markdown(slot.name), markdown(study.name))];
  const mark =
    best === null || internal === null ? null : { value: internal, label: t("best {0}", briefly(best, language)) };
  lines.push(distributionText(slot.distribution, annotated, mark, t));
  const insight = facts?.insight.get(slot.name) ?? null;
  if (insight !== null) lines.push(...insightText(slot, study, language, insight, facts?.best ?? null, internal, t));
  if (condition !== null) lines.push(t("Searched only where `{0}`.", printExpression(condition)));
  const notes: string[] = [];
  if (slot.literal !== null) notes.push(t("In the code: `{0}`.", spell(slot.literal, language)));
  if (facts?.best != null) {
    const { number, values } = facts.best;
    const trial =
      values[0] === undefined ? String(number) : t("{0}, which scored {1}", number, formatNumber(values[0]));
    notes.push(
      best === null
        ? t("Not set in the best trial, {0}.", trial)
        : t("Best: `{0}` in trial {1}.", spell(best, language), trial),
    );
  }
  if (notes.length > 0) lines.push(notes.join(" "));
  return lines.join("\n\n");
}

/** How much a parameter matters, and its slice as a picture. */
function insightText(
  { distribution, name }: Slot,
  study: AnnotatedStudy,
  language: Language,
  insight: ParameterInsight,
  best: TriedValues | null,
  internal: number | null,
  t: Translate,
): string[] {
  const lines: string[] = [];
  if (insight.importance !== null) {
    lines.push(t("Importance: **{0}** of what sets the best trials apart.", percent(insight.importance)));
  }
  const value = best?.values[0];
  const at = internal === null || value === undefined ? null : { x: internal, y: value };
  const svg = sliceSvg(distribution, language, insight, at, t);
  if (svg !== null) {
    const metric = study.goals[0]?.metric ?? t("value");
    const words = t("{0} of each trial over {1}", metric, name);
    lines.push(`${markdown(words)}:\n\n![${words.replace(/[[\]]/g, "")}](${imageAddress(svg)})`);
  }
  return lines;
}

/** A value where there is little room. */
function briefly(literal: Literal, language: Language): string {
  return literal.kind === "real" ? formatNumber(literal.value) : spell(literal, language);
}

function distributionText(
  distribution: Distribution,
  { language }: AnnotatedText,
  mark: Parameters<typeof plotSvg>[2],
  t: Translate,
): string {
  const form = DISTRIBUTIONS.find(({ name }) => name === distribution.kind);
  const shape = shapeOf(distribution, language);
  const picture = `![${alternative(shape, t)}](${imageAddress(plotSvg(distribution, language, mark))})`;
  return `\`${shape}\` — ${form === undefined ? "" : worded(form.summary, t)}\n\n${rangeText(distribution, t)}\n\n${picture}`;
}

/** What the picture says, for those who do not see it. */
function alternative(shape: string, t: Translate): string {
  return t("Density and samples of {0}", shape).replace(/[[\]]/g, "");
}

function rangeText(distribution: Distribution, t: Translate): string {
  if (isCategorical(distribution)) return t("{0} values.", choicesOf(distribution).length);
  const [low, high] = boundsOf(distribution);
  const ends = [low, high].map((end) => shortest(Number(end.toPrecision(6)))) as [string, string];
  switch (distribution.kind) {
    case "int": {
      const count = Math.floor((high - low) / distribution.step) + 1;
      return t("{2} whole numbers from {0} to {1}.", ...ends, count);
    }
    case "logint":
      return t("Whole numbers from {0} to {1}, each factor as likely as any other.", ...ends);
    case "uniform":
      return distribution.step === null
        ? t("Reals from {0} to {1}.", ...ends)
        : t("{2} reals from {0} to {1}.", ...ends, Math.round((high - low) / distribution.step) + 1);
    case "loguniform":
      return t(
        "Reals from {0} to {1}, each factor as likely as any other: {2} decades.",
        ...ends,
        formatNumber(Math.log10(high / low)),
      );
    case "normal":
      return t(
        "Two thirds of the draws lie within {0} ± {1}.",
        shortest(distribution.mu),
        shortest(distribution.sigma),
      );
    case "lognormal": {
      const { mu, sigma } = distribution;
      const [from, to, median] = [mu - sigma, mu + sigma, mu].map((end) =>
        shortest(Number(Math.exp(end).toPrecision(3))),
      ) as [string, string, string];
      return t("Two thirds of the draws lie between {0} and {1}; the median is {2}.", from, to, median);
    }
  }
}

function markdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>]/g, "\\$&");
}
