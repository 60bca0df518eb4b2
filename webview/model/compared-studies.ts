import { type Compared, compareStudies, type Pair } from "../../src/core/analysis/comparison.js";
import { formatNumber } from "../../src/core/format/number.js";
import type { StudyState } from "../../src/core/study/state.js";
import { t } from "../l10n/translation.js";
import type { OtherStudy } from "../session/other-studies.js";
import type { StudyModel } from "./study-model.js";

export interface StudiesView {
  /** The panel's own study first. */
  readonly studies: readonly Compared[];
  /** The own study against each of the others. */
  readonly pairs: readonly Pair[];
  readonly sentence: string;
}

/** The panel's study beside others. Studies of other directions cannot be compared; the sentence names them. */
export function comparedStudies(model: StudyModel, others: readonly OtherStudy[]): StudiesView {
  const known = others.flatMap(({ study, place }) => (study === null ? [] : [{ study, journal: place.journal }]));
  const own = model.study;
  const [direction] = own.directions;
  const fitting = known.filter(({ study }) => study.directions.length === 1 && study.directions[0] === direction);
  const names = namesOf([own.name, ...fitting.map(({ study }) => study.name)]);
  const named = [own, ...fitting.map(({ study }) => study)].map(
    (study, i): StudyState => ({ ...study, name: names[i]! }),
  );
  const comparison = compareStudies(named);
  const pairs = comparison?.pairs.filter(({ first }) => first === names[0]) ?? [];
  const problems = [
    ...known.filter((each) => !fitting.includes(each)).map(({ study }) => t("{0} has other directions.", study.name)),
    ...others.flatMap(({ place, problem }) => (problem === null ? [] : [`${place.study}: ${problem}`])),
    ...others.flatMap(({ study, place, problem }) =>
      study === null && problem === null ? [t("{0} is being read.", place.study)] : [],
    ),
  ];
  const studies = comparison?.studies ?? [];
  return { studies, pairs, sentence: [sentenceOf(studies, pairs), ...problems].filter(Boolean).join(" ") };
}

/** Names that tell the studies apart where several have the same. */
function namesOf(names: readonly string[]): readonly string[] {
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

/** From this p-value on, a difference is called chance. */
const CHANCE = 0.05;

function sentenceOf(studies: readonly Compared[], pairs: readonly Pair[]): string {
  const [own, ...others] = studies;
  if (own === undefined || others.length === 0) return "";
  const reached = studies.filter(({ best }) => best !== null);
  if (reached.length < 2) return t("No two of the studies have complete trials yet.");
  const ends = reached.map(({ name, best }) => `${name} ${formatNumber(best!)}`).join(", ");
  const verdicts = pairs.map(({ second, better, p }) => {
    if (p >= CHANCE) return t("The trials of {0} are not clearly better or worse than those of {1}.", own.name, second);
    const share = Math.round(100 * Math.max(better, 1 - better));
    const [winner, other] = better > 0.5 ? [own.name, second] : [second, own.name];
    return t("A trial of {0} beats one of {1} in {2} % of the pairs.", winner, other, share);
  });
  return `${t("The best values: {0}.", ends)} ${verdicts.join(" ")}`;
}
