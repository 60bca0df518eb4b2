// Studies at the edges of what people have: long names, ranges over many orders of magnitude, values that are tiny, huge, all
// the same, or none.

import { randomFrom } from "../../src/core/math/random.js";
import type { Distribution } from "../../src/core/space/distribution.js";
import type { Parameter } from "../../src/core/space/space.js";
import { JournalText } from "./journal-text.js";

const word = (value: string) => ({ kind: "string", value }) as const;
const OPTIMISER = "optimiser_of_the_whole_network_by_its_name";
const SGD = word("stochastic_gradient_descent");

export const ODD_NAMES = {
  strength: "regularisation_strength_of_the_first_head",
  optimiser: OPTIMISER,
  momentum: "momentum_of_the_stochastic_gradient_descent",
  metric: "validation_loss_averaged_over_the_last_epochs",
} as const;

const PARAMETERS: readonly Parameter[] = [
  { name: ODD_NAMES.strength, distribution: { kind: "loguniform", low: 1e-12, high: 1e12 }, condition: null },
  {
    name: OPTIMISER,
    distribution: {
      kind: "choice",
      choices: [word("adam_with_decoupled_weight_decay"), SGD, word("root_mean_square")],
      weights: null,
    },
    condition: null,
  },
  {
    name: ODD_NAMES.momentum,
    distribution: { kind: "uniform", low: 0, high: 0.99, step: null },
    condition: {
      kind: "binary",
      operator: "==",
      left: { kind: "name", name: OPTIMISER },
      right: { kind: "literal", literal: SGD },
    },
  },
  { name: "units", distribution: { kind: "int", low: 1, high: 1_000_000, step: 1 }, condition: null },
  { name: "flag", distribution: { kind: "bool" }, condition: null },
];

/** The value of a trial, from an ordinary one; null where the trial fails. */
const VALUES = {
  plain: (value) => value,
  equal: () => 0.25,
  tiny: (value) => value * 1e-12,
  huge: (value) => value * 1e12,
  wide: (value) => 10 ** (4 * value - 8),
  negative: (value) => -value,
  failed: () => null,
} as const satisfies Record<string, (value: number) => number | null>;

export type OddKind = keyof typeof VALUES;

/** The lines of the journal. */
export function oddStudy(kind: OddKind, trials: number): string {
  const random = randomFrom("odd");
  const distributions: Record<string, Distribution> = {};
  for (const { name, distribution } of PARAMETERS) distributions[name] = distribution;
  const journal = new JournalText(distributions);
  const space = { parameters: PARAMETERS, constraints: [] };
  const study = journal.study({ directions: ["minimize"], metrics: [ODD_NAMES.metric], total: trials + 5, space });
  const lines = Array.from({ length: trials }, (_, number) => {
    const strength = -12 + 24 * random.next();
    const optimiser = Math.floor(3 * random.next());
    const params = {
      [ODD_NAMES.strength]: 10 ** strength,
      [OPTIMISER]: optimiser,
      ...(optimiser === 1 ? { [ODD_NAMES.momentum]: 0.99 * random.next() } : {}),
      units: 1 + Math.floor(1e6 * random.next()),
      flag: Math.floor(2 * random.next()),
    };
    const value = VALUES[kind](1 + Math.abs(strength) * 0.3 + random.next());
    const common = { params, baseline: number === 0 };
    if (value === null) return journal.trial({ ...common, state: "failed", failure: "ValueError: it went wrong" });
    const reports = [1, 2, 3, 4, 5].map((step) => [step * 1000, value * (1 + 1 / step)] as const);
    return journal.trial({ ...common, values: [value], reports });
  });
  return study + lines.join("");
}
