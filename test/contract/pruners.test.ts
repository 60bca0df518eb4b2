import { describe, expect, it } from "vitest";
import { worded } from "../../src/core/l10n/phrase.js";
import { deriveRandom } from "../../src/core/math/random.js";
import { PRUNERS } from "../../src/core/pruners/registry.js";
import { uniform } from "../../src/core/space/build.js";
import { REPORT_PREFIX, TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import { createJudge, type JudgeSetup } from "../../src/core/study/judge.js";
import type { Outcome, Trial } from "../../src/core/study/trial.js";
import { parameter, spaceOf } from "../core/space/spaces.js";
import { trialIn } from "../core/study/trials.js";

const space = spaceOf([parameter("x", uniform(0, 1))]);
const STEPS = 27;

type Vector = readonly number[];

function trialOf(number: number, reports: readonly (readonly [number, Vector])[], outcome: Outcome): Trial {
  const single = reports.every(([, values]) => values.length === 1);
  return trialIn(space, number, new Map([["x", 0.5]]), outcome, {
    intermediate: new Map(single ? reports.map(([step, [value]]) => [step, value!]) : []),
    attributes: new Map(single ? [] : reports.map(([step, values]) => [`${REPORT_PREFIX}${step}`, values])),
  });
}

/** A falling curve to `level`, the same in every objective, the second of which is to be large. */
function curve(level: number, objectives: number, noise = () => 0): (readonly [number, Vector])[] {
  return Array.from({ length: STEPS }, (_, i) => {
    const value = level + 1 / (i + 1);
    return [i + 1, Array.from({ length: objectives }, (_, k) => (k === 1 ? -1 : 1) * (value + noise()))] as const;
  });
}

const KNOWN: Readonly<Record<string, Readonly<Record<string, number | string>>>> = {
  threshold: { upper: 50 },
  patient: { patience: 30, pruner: "median" },
  wilcoxon: {},
  hyperband: { max: 81 },
};

function setup(name: string, objectives: number, parts: Partial<JudgeSetup> = {}): JudgeSetup {
  const directions = Array.from({ length: objectives }, (_, k) =>
    k === 1 ? ("maximize" as const) : ("minimize" as const),
  );
  const pruner = { name, options: KNOWN[name] ?? {} };
  return { study: "contract", directions, pruner, resource: null, folds: false, ...parts };
}

/** Plays a trial to its end; the number of reports after which it was stopped, or null where it was not. */
function play(
  set: JudgeSetup,
  history: readonly Trial[],
  number: number,
  reports: readonly (readonly [number, Vector])[],
  judge = createJudge(set),
): number | null {
  for (let length = 1; length <= reports.length; length++) {
    const running = trialOf(number, reports.slice(0, length), { kind: "running" });
    if (judge.decide([...history, running], running).kind === "stop") return length;
  }
  return null;
}

function completed(number: number, level: number, objectives: number): Trial {
  const reports = curve(level, objectives);
  return trialOf(number, reports, { kind: "complete", values: reports.at(-1)![1] });
}

describe.each(PRUNERS.map((pruner) => [pruner.name, pruner] as const))("the pruner %s", (name, pruner) => {
  it("says what it is and does, and gives each of its options a meaning and a sound default", () => {
    expect(worded(pruner.summary)).toMatch(/^[A-Z].*\.$/);
    for (const option of pruner.options) {
      expect(worded(option.summary)).toMatch(/\.$|\)\.$/);
      const { type } = option;
      if (type.kind === "word") expect(type.words).toContain(option.default);
      if (type.kind === "integer") expect(Number(option.default)).toBeGreaterThanOrEqual(type.min);
    }
  });

  for (const objectives of [1, 2, 3]) {
    const several = `${objectives} objective${objectives > 1 ? "s" : ""}`;
    const field = Array.from({ length: 12 }, (_, i) => completed(i, 1 + i / 10, objectives));

    it(`lets a trial finish that is better than all before, with ${several}`, () => {
      expect(play(setup(name, objectives), field, 12, curve(0, objectives))).toBeNull();
    });

    it(`ends a hopeless trial before its end, with ${several}`, () => {
      const hopeless = play(setup(name, objectives), field, 12, curve(100, objectives));
      // sha gives budgets beforehand, and lets each trial come to the end of its own.
      if (name === "none" || name === "patient" || name === "sha") expect(hopeless).toBeNull();
      else if (name === "hyperband") {
        // Some brackets let everybody finish; of twenty trials most are in others.
        const ends = Array.from({ length: 20 }, (_, i) =>
          play(setup(name, objectives), field, 12 + i, curve(100, objectives)),
        );
        expect(ends.filter((end) => end !== null).length).toBeGreaterThan(10);
      } else expect(hopeless).toBeLessThan(STEPS);
    });

    it(`ends nobody where there is nothing to compare with, with ${several}`, () => {
      expect(play(setup(name, objectives), [], 0, curve(1, objectives))).toBeNull();
    });

    it(`copes with values that are no numbers and with trials of every fate, with ${several}`, () => {
      const random = deriveRandom(3, objectives, name);
      const odd = () =>
        [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0][Math.floor(random.next() * 4)]!;
      const fates: readonly Outcome[] = [
        { kind: "running" },
        { kind: "waiting" },
        { kind: "failed", values: [] },
        { kind: "pruned", values: [] },
        { kind: "complete", values: [] },
        { kind: "complete", values: Array.from({ length: objectives }, () => Number.POSITIVE_INFINITY) },
      ];
      const history = fates.flatMap((fate, i) => [
        trialOf(2 * i, curve(i, objectives, odd), fate),
        trialOf(2 * i + 1, [], fate),
      ]);
      for (const noise of [odd, () => Number.NaN, () => Number.POSITIVE_INFINITY]) {
        expect(() => play(setup(name, objectives), history, 12, curve(1, objectives, noise))).not.toThrow();
      }
    });

    it(`depends on the trials alone, whatever it was asked before, with ${several}`, () => {
      const random = deriveRandom(5, objectives, name);
      const noise = () => random.next() * 4;
      const judge = createJudge(setup(name, objectives));
      const history: Trial[] = [];
      for (let number = 0; number < 20; number++) {
        const reports = curve(1, objectives, noise);
        const end = play(setup(name, objectives), history, number, reports, judge);
        expect(end).toBe(play(setup(name, objectives), history, number, reports));
        const outcome: Outcome =
          end === null ? { kind: "complete", values: reports.at(-1)![1] } : { kind: "pruned", values: [] };
        history.push(trialOf(number, reports.slice(0, end ?? STEPS), outcome));
      }
    });

    it(`treats equal trials alike and ends none of them, with ${several}`, () => {
      const same = Array.from({ length: 12 }, (_, i) => completed(i, 1, objectives));
      expect(play(setup(name, objectives), same, 12, curve(1, objectives))).toBeNull();
    });
  }

  it("lets the values in the code run to their end", () => {
    const field = Array.from({ length: 12 }, (_, i) => completed(i, 1 + i / 10, 1));
    const reports = new Map(curve(100, 1).map(([step, [value]]) => [step, value!]));
    const attributes = new Map([[TRIAL_ATTRIBUTES.baseline, true]]);
    const baseline = trialIn(space, 12, new Map(), { kind: "running" }, { intermediate: reports, attributes });
    expect(createJudge(setup(name, 1)).decide([...field, baseline], baseline).kind).toBe("continue");
  });

  it("judges values to be made large as it judges their negatives to be made small", () => {
    const options = name === "threshold" ? { lower: -50 } : (KNOWN[name] ?? {});
    const negated = (trial: Trial, outcome: Outcome) =>
      trialOf(
        trial.number,
        [...trial.intermediate].map(([step, value]) => [step, [-value]] as const),
        outcome,
      );
    const field = Array.from({ length: 12 }, (_, i) => completed(i, 1 + i / 10, 1));
    const mirrored = field.map((trial) =>
      negated(trial, { kind: "complete", values: [-(trial.outcome as { values: Vector }).values[0]!] }),
    );
    for (const level of [0, 1.4, 100]) {
      const reports = curve(level, 1);
      const upwards = { ...setup(name, 1), directions: ["maximize"] as const, pruner: { name, options } };
      const mirror = reports.map(([step, [value]]) => [step, [-value!]] as const);
      expect(play(upwards, mirrored, 12, mirror)).toBe(play(setup(name, 1), field, 12, reports));
    }
  });
});
