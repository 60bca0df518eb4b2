import type { StudyState } from "../../src/core/study/state.js";

/** Collects the names of a study's parameters: those of its space as written, then others in the order of their first use. */
export class ParameterNames {
  #study: StudyState | null = null;
  #names = new Set<string>();
  /** Trials before this one are finished and were looked at. */
  #settled = 0;

  of(study: StudyState, written: readonly string[]): readonly string[] {
    if (study !== this.#study) {
      this.#study = study;
      this.#names = new Set();
      this.#settled = 0;
    }
    let settled = true;
    for (let i = this.#settled; i < study.trials.length; i++) {
      const trial = study.trials[i]!;
      for (const [name] of trial.params.entries()) this.#names.add(name);
      const { kind } = trial.outcome;
      if (kind === "running" || kind === "waiting") settled = false;
      else if (settled) this.#settled = i + 1;
    }
    return [...new Set([...written, ...this.#names])];
  }
}
