import { type Evidence, evidenceOf } from "../../src/core/analysis/evidence.js";
import type { Forest } from "../../src/core/analysis/forest/forest.js";
import { importances } from "../../src/core/analysis/importances.js";
import { contour, partialDependence } from "../../src/core/analysis/partial-dependence.js";
import { surrogateOf } from "../../src/core/analysis/surrogate.js";
import type { Trial } from "../../src/core/study/trial.js";
import type { Answers, Question } from "./messages.js";
import { type PackedStudy, unpacked } from "./packed.js";

/** Answers questions about one state of a study; the model that several of them need is made once. */
export class Analyst {
  readonly #study: PackedStudy;
  readonly #trials: readonly Trial[];
  readonly #evidence: Evidence;
  readonly #models = new Map<number, Forest | null>();

  constructor(study: PackedStudy) {
    this.#study = study;
    this.#trials = unpacked(study);
    this.#evidence = evidenceOf(study.space, study.directions, this.#trials);
  }

  answer(question: Question): Answers[Question["kind"]] {
    const { objective } = question;
    switch (question.kind) {
      case "importances": {
        const { space, directions } = this.#study;
        return importances(space, directions, this.#trials, { method: question.method, objective });
      }
      case "dependence": {
        const model = this.#model(objective);
        return model && partialDependence(this.#evidence, model, question.name, { objective });
      }
      case "contour": {
        const model = this.#model(objective);
        return model && contour(this.#evidence, model, question.names, { objective });
      }
      default:
        return question satisfies never;
    }
  }

  #model(objective: number): Forest | null {
    const known = this.#models.get(objective);
    if (known !== undefined) return known;
    const model = surrogateOf(this.#evidence, objective);
    this.#models.set(objective, model);
    return model;
  }
}
