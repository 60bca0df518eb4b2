import { type Language, languageById } from "../../src/core/annotations/languages.js";
import type { SearchSpace } from "../../src/core/space/space.js";
import { STUDY_ATTRIBUTES } from "../../src/core/study/attributes.js";
import type { Json } from "../../src/core/study/json.js";
import { type Mark, marksOf } from "../../src/core/study/marks.js";
import { olderCode } from "../../src/core/study/run-facts.js";
import { type StudySetup, setupOf, spaceOf } from "../../src/core/study/setup.js";
import type { StudyState } from "../../src/core/study/state.js";
import { type StudySummary, summarise } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { ParameterNames } from "./parameter-names.js";

/** A study as the page shows it after the lines read so far. */
export interface StudyModel {
  readonly study: StudyState;
  readonly summary: StudySummary;
  /** null: the study was made by another program. */
  readonly setup: StudySetup | null;
  readonly space: SearchSpace;
  /** How values are spelled; Python's way where nothing tells. */
  readonly language: Language;
  /** A name for each direction. */
  readonly metrics: readonly string[];
  readonly parameters: readonly string[];
  /** Stars, tags and notes by the numbers of their trials. */
  readonly marks: ReadonlyMap<number, Mark>;
  /** Whether a trial ran an older version of the code than the newest one did. */
  readonly isOlder: (trial: Trial) => boolean;
  /** The total of trials that the study runs to; null where it has none. */
  readonly total: number | null;
}

/** Makes the model again after each change, and keeps what is dear to find out. */
export class StudyReader {
  #names = new ParameterNames();
  #renamed: Json | undefined;
  #stored: Json | undefined;
  #setup: StudySetup | null = null;
  #space: { readonly key: string; readonly space: SearchSpace } | null = null;

  read(study: StudyState): StudyModel {
    const summary = summarise(study);
    const setup = this.#setupOf(study);
    const several = study.directions.length > 1;
    const renamed = study.systemAttributes.get(STUDY_ATTRIBUTES.renamed);
    // Trials that were looked at are called otherwise now.
    if (renamed !== this.#renamed) this.#names = new ParameterNames();
    this.#renamed = renamed;
    const written = setup?.space.parameters.map((parameter) => parameter.name) ?? [];
    const parameters = this.#names.of(study, written);
    return {
      study,
      summary,
      setup,
      space: setup?.space ?? this.#union(study, parameters),
      language: languageById(setup?.language ?? PYTHON) ?? languageById(PYTHON)!,
      metrics: study.directions.map((_, i) => summary.metrics[i] ?? (several ? t("Value {0}", i + 1) : t("Value"))),
      parameters,
      marks: marksOf(study),
      isOlder: olderCode(study),
      total: summary.run?.total ?? setup?.options.trials ?? null,
    };
  }

  #setupOf(study: StudyState): StudySetup | null {
    const stored = study.systemAttributes.get(STUDY_ATTRIBUTES.space);
    if (stored !== this.#stored) {
      this.#stored = stored;
      this.#setup = setupOf(study);
    }
    return this.#setup;
  }

  /** The space of a foreign study changes with its trials and their parameters alone. */
  #union(study: StudyState, parameters: readonly string[]): SearchSpace {
    const key = `${study.trials.length} ${parameters.length}`;
    if (this.#space?.key !== key) this.#space = { key, space: spaceOf(study) };
    return this.#space.space;
  }
}

/** Foreign studies are Optuna's. */
const PYTHON = "python";
