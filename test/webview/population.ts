import { TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import { encodeBudget } from "../../src/core/study/budget.js";
import { encodeContinuation } from "../../src/core/study/continuation.js";
import { JournalText } from "./journal-text.js";

const BUDGETS = [2, 4, 8].map((resource) => ({ candidates: 2, resource }));

/** The journal of a population: trial 3 went on from trial 2, and that from trial 0, each with another rate. */
export function population(): string {
  const journal = new JournalText();
  const part = (rung: number, rate: number, value: number, from: number | null): string => {
    const { resource } = BUDGETS[rung]!;
    const budget = { resource, candidate: 0, bracket: 0, rung, rungs: BUDGETS };
    const step = BUDGETS[rung - 1]?.resource ?? 0;
    const before = from === null ? {} : { [TRIAL_ATTRIBUTES.continues]: encodeContinuation({ trial: from, step }) };
    return journal.trial({
      state: rung === 2 ? "complete" : "pruned",
      values: [value],
      params: { rate, units: 32, model: 1 },
      attributes: { [TRIAL_ATTRIBUTES.budget]: encodeBudget(budget), ...before },
    });
  };
  const parts = [part(0, 0.1, 0.5, null), part(0, 0.3, 0.4, null), part(1, 0.0123456, 0.7, 0), part(2, 0.02, 0.9, 2)];
  return journal.study() + parts.join("");
}
