import type { AnnotatedStudy, TextRange } from "../annotations/study.js";
import { likelyRenames, rangesOf } from "../study/renames.js";
import type { AnnotatedText } from "./annotated-text.js";
import type { StudyFacts } from "./facts.js";

/** A parameter that is most likely one of another name in the trials so far, and where its name stands now. */
export interface RenamedParameter {
  readonly from: string;
  readonly to: string;
  readonly range: TextRange;
}

/** The parameters of a study that were renamed in the code, as far as their ranges tell. */
export function renamedParameters(
  { tunes }: AnnotatedText,
  study: AnnotatedStudy,
  facts: StudyFacts | null,
): readonly RenamedParameter[] {
  if (facts === null || facts.space.length === 0) return [];
  return likelyRenames(facts.space, rangesOf(study.space)).flatMap(({ from, to }) => {
    const placed = tunes.find((one) => one.study === study && one.slot?.name === to);
    const range = placed?.tune.nameRange ?? placed?.choice?.nameRange ?? placed?.tune.tagRange;
    return range === undefined ? [] : [{ from, to, range }];
  });
}
