import type { AnnotatedStudy } from "../../annotations/study.js";
import { worded } from "../../l10n/phrase.js";
import { english, type Translate } from "../../l10n/translation.js";
import { type AnnotatedText, holdsOffset } from "../annotated-text.js";
import { callAt } from "../call.js";
import { TAGS } from "../document.js";
import { metricsIn } from "../metrics.js";
import { completeExpression } from "./condition.js";
import { type CompletionEntry, entry } from "./item.js";
import { completeStudy } from "./study.js";
import { completeTune, type TuneSurroundings } from "./tune.js";

export type { CompletionEntry } from "./item.js";

/** What may be written at an offset; nothing outside annotations. Best first. */
export function completeAt(annotated: AnnotatedText, offset: number, t = english): readonly CompletionEntry[] {
  const place = annotated.tagAt(offset);
  if (place === null) return tagsAt(annotated, offset, t);
  const { tag, at } = place;
  const before = tag.text.text.slice(0, at);
  const range = (length: number) => ({ start: offset - length, end: offset });
  // The tag's own name is still being written.
  if (/@\w*$/.test(before)) return tagsAt(annotated, offset, t);
  if (!/^@\w+[\s:(]/.test(before)) return [];
  switch (tag.kind) {
    case "study": {
      const study = annotated.parsed.studies.find(({ annotation }) => holdsOffset(annotation, tag.text.at(0))) ?? null;
      const code = study === null ? annotated.text : annotated.text.slice(study.range.start, study.range.end);
      return completeStudy(before, range, study, metricsIn(code), t);
    }
    case "tune":
      return completeTune(before, range, surroundingsOf(annotated, tag, offset), t);
    case "constraint": {
      const written = before.slice("@constraint".length);
      const typed = /[A-Za-z_"'][\w./"'-]*$/.exec(written)?.[0] ?? "";
      const rest = written.slice(0, written.length - typed.length);
      const study = constrained(annotated, offset);
      const entries = completeExpression(rest, range(typed.length), study, annotated.language, null, t);
      if (rest.trim() !== "") return entries;
      const metric = entry({
        label: "metric()",
        kind: "word",
        detail: t("a bound on a result"),
        documentation: t("`@constraint metric(seconds) <= 2`: checked on each trial's result, and learnt."),
        range: range(typed.length),
        insert: `metric($1) $${"{2|<=,>=|}"} $3`,
        snippet: true,
      });
      return [...entries, metric];
    }
  }
}

/** The study that a constraint at an offset belongs to: the last one that begins above. */
function constrained({ parsed }: AnnotatedText, offset: number): AnnotatedStudy | null {
  return [...parsed.studies].reverse().find(({ annotation }) => annotation.start < offset) ?? null;
}

/** The values on the line of a tag, each with the call whose argument it is. */
export function surroundingsOf(
  annotated: AnnotatedText,
  tag: Parameters<AnnotatedText["lineOf"]>[0],
  offset: number,
): TuneSurroundings {
  const study = annotated.studyAt(offset);
  const line = annotated.lineOf(tag);
  const choices = line === null ? [] : annotated.choicesOn(line, study);
  return {
    language: annotated.language,
    study,
    choices: choices
      .filter(({ literal, parameter }) => literal !== null || parameter !== null)
      .map((choice) => ({ ...choice, call: callAt(annotated.source, choice.nameRange.start) })),
  };
}

/** The tags, where a comment begins with `@`. */
function tagsAt(annotated: AnnotatedText, offset: number, t: Translate): CompletionEntry[] {
  // Whoever types code is asked about at every space: the file is looked through only behind an `@`.
  if (!/@\w*$/.test(annotated.text.slice(Math.max(0, offset - 20), offset))) return [];
  const { source } = annotated;
  const line = source.lineAt(offset);
  const comment = source.commentOn(line);
  if (comment === null || offset < comment.start) return [];
  const before = source.text.slice(comment.start, offset);
  const tokens = annotated.language.lineComments.map((token) => token.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const found = new RegExp(`(?:^|\\s)(?:${tokens.join("|")})\\s*(@\\w*)$`).exec(before);
  if (found === null) return [];
  const typed = found[1]!;
  const alone = source.firstCharacter(line) === comment.start;
  return TAGS.filter(({ name }) => alone || name === "@tune").map(({ name, summary, example }) =>
    entry({
      label: name,
      kind: "tag",
      detail: worded(summary, t),
      documentation: `${worded(summary, t)}\n\n\`${example}\``,
      range: { start: offset - typed.length, end: offset },
      insert: `${name} `,
      again: true,
    }),
  );
}
