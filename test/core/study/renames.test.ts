import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { worded } from "../../../src/core/l10n/phrase.js";
import { cubeOf } from "../../../src/core/samplers/cube.js";
import { choice, loguniform, uniform } from "../../../src/core/space/build.js";
import { parseExpression } from "../../../src/core/space/expression/parse.js";
import type { SearchSpace } from "../../../src/core/space/space.js";
import { History } from "../../../src/core/study/history.js";
import { JournalState } from "../../../src/core/study/journal-state.js";
import { DEFAULT_OPTIONS } from "../../../src/core/study/options.js";
import {
  changedSetup,
  finish,
  newStudy,
  renamed,
  runningTrial,
  waitingTrial,
} from "../../../src/core/study/records.js";
import { likelyRenames, nameToday, type Rename, rangesOf, renamesOf } from "../../../src/core/study/renames.js";
import { literalsIn, setupOf, spaceOf } from "../../../src/core/study/setup.js";
import { spaceChange } from "../../../src/core/study/space-change.js";
import type { StudyState } from "../../../src/core/study/state.js";

const WORKER = "hyperlens/here/42/1f0c";
const SOURCE = { file: "a.py", name: "s", line: 1 };

function expression(text: string) {
  const parsed = parseExpression(text, { quotedNames: new Set() });
  if (parsed.kind === "error") throw new Error(worded(parsed.message));
  return parsed.expression;
}

/** A rate under some name, and a depth that exists where the rate is small. */
function space(rate: string): SearchSpace {
  return {
    parameters: [
      { name: rate, distribution: loguniform(1e-4, 1), condition: null },
      { name: "depth", distribution: uniform(0, 1), condition: expression(`${rate} < 0.1`) },
    ],
    constraints: [{ expression: expression(`${rate} * 2 <= 1`), text: `${rate}*2 <= 1` }],
  };
}

class Written {
  readonly state = new JournalState();
  private clock = 1;

  constructor(rate: string) {
    const metrics = [null];
    this.apply(
      newStudy({
        ...{ worker: WORKER, id: 0, name: "s", directions: ["minimize"], metrics, seed: 1, source: SOURCE },
        setup: this.setup(rate, 1),
      }),
    );
  }

  get study(): StudyState {
    return this.state.studies[0]!;
  }

  setUp(rate: string, version: number): void {
    this.apply(changedSetup(WORKER, 0, this.setup(rate, version), SOURCE));
  }

  start(rate: string, spaceVersion: number, value = 0.01): void {
    const point = new Map([
      [rate, value],
      ["depth", 0.5],
    ]);
    const started = this.clock++;
    const fixed = { worker: WORKER, study: 0, started, attributes: [], reason: "random" };
    this.apply(runningTrial({ ...fixed, space: space(rate), point, spaceVersion }));
  }

  finishLast(value = 1): void {
    const complete = { kind: "complete", values: [value], folds: null, extra: {}, constraints: null } as const;
    this.apply(finish(WORKER, this.study.trials.at(-1)!, this.clock++, complete));
  }

  rename(from: string, to: string, version = setupOf(this.study)!.version): void {
    this.apply(renamed(WORKER, this.study, { from, to, space: version }));
  }

  apply(events: Parameters<JournalState["apply"]>[0][] | readonly Parameters<JournalState["apply"]>[0][]): void {
    for (const event of events) this.state.apply(event);
  }

  names(): readonly (readonly string[])[] {
    return this.study.trials.map(({ params }) => [...params.entries()].map(([name]) => name));
  }

  private setup(rate: string, version: number) {
    const goals = [{ direction: "minimize" as const, metric: null }];
    return { version, space: space(rate), goals, options: DEFAULT_OPTIONS, language: "python" };
  }
}

describe("a parameter that gets another name", () => {
  it("has it in finished trials and in those that run, with its values and distributions", () => {
    const written = new Written("lr");
    written.start("lr", 1, 0.02);
    written.finishLast();
    written.start("lr", 1, 0.03);
    written.rename("lr", "rate");
    expect(written.names()).toEqual([
      ["rate", "depth"],
      ["rate", "depth"],
    ]);
    const [first, second] = written.study.trials;
    expect([first?.params.get("rate"), second?.params.get("rate")]).toEqual([0.02, 0.03]);
    expect(first?.distributionOf("rate")).toEqual(loguniform(1e-4, 1));
    expect(first?.distributionOf("lr")).toBeUndefined();
    expect(first?.outcome).toEqual({ kind: "complete", values: [1] });
    written.finishLast(2);
    expect(written.study.trials[1]?.params.get("rate")).toBe(0.03);
  });

  it("has it in the space of the study, in conditions and in constraints", () => {
    const written = new Written("lr");
    written.rename("lr", "rate");
    expect(spaceOf(written.study)).toEqual({
      ...space("rate"),
      constraints: [{ ...space("rate").constraints[0], text: "(rate * 2) <= 1" }],
    });
  });

  it("has it in what a run still writes that began before", () => {
    const written = new Written("lr");
    written.rename("lr", "rate");
    written.start("lr", 1);
    written.setUp("lr", 1);
    expect(written.names()).toEqual([["rate", "depth"]]);
    expect(spaceOf(written.study).parameters[0]?.name).toBe("rate");
  });

  it("has it in values that wait, and in those that the space cannot represent", () => {
    const written = new Written("lr");
    const values = new Map([
      ["lr", { kind: "string", value: "auto" } as const],
      ["depth", { kind: "real", value: 0.5 } as const],
    ]);
    const fixed = { worker: WORKER, study: 0, space: space("lr"), baseline: true, spaceVersion: 1, attributes: [] };
    written.apply(waitingTrial({ ...fixed, values }));
    written.rename("lr", "rate");
    const { study } = written;
    expect([...literalsIn(spaceOf(study), study.trials[0]!)]).toEqual([
      ["rate", { kind: "string", value: "auto" }],
      ["depth", { kind: "real", value: 0.5 }],
    ]);
  });

  it("leaves the old name to a parameter that is new since", () => {
    const written = new Written("lr");
    written.start("lr", 1);
    written.rename("lr", "rate");
    written.setUp("lr", 2);
    written.start("lr", 2);
    expect(written.names()).toEqual([
      ["rate", "depth"],
      ["lr", "depth"],
    ]);
    expect(spaceOf(written.study).parameters[0]?.name).toBe("lr");
  });

  it("may get back the one it had, or a third", () => {
    const written = new Written("a");
    written.start("a", 1);
    written.finishLast();
    written.rename("a", "b");
    written.rename("b", "a");
    expect(written.names()).toEqual([["a", "depth"]]);
    written.rename("a", "c");
    expect(written.names()).toEqual([["c", "depth"]]);
    expect(renamesOf(written.study)).toHaveLength(3);
  });

  it("has it where it is drawn after the trial was made, as Optuna writes it", () => {
    const written = new Written("lr");
    const nothing = { values: null, finished: null, userAttributes: [], systemAttributes: [], intermediate: [] };
    written.rename("lr", "x");
    written.rename("x", "rate");
    written.apply([
      { ...nothing, worker: WORKER, kind: "createTrial", study: 0, state: "running", started: 1, parameters: [] },
      {
        ...{ worker: WORKER, kind: "trialParameter", trial: 0 },
        parameter: { name: "lr", value: 0.01, distribution: loguniform(1e-4, 1) },
      },
    ]);
    expect(written.names()).toEqual([["rate"]]);
    written.finishLast();
    expect(written.names()).toEqual([["rate"]]);
  });

  it("does not take the place of another one in a trial that has both", () => {
    const written = new Written("lr");
    written.start("lr", 1);
    written.rename("lr", "depth");
    expect(written.names()).toEqual([["lr", "depth"]]);
  });

  it("is as well known to the search as before", () => {
    const written = new Written("lr");
    for (const value of [0.01, 0.02, 0.03]) {
      written.start("lr", 1, value);
      written.finishLast(value);
    }
    const seen = (rate: string) =>
      new History(cubeOf(space(rate)), ["minimize"]).observations(written.study.trials).map(({ whole, point }) => ({
        whole,
        values: [...point.entries()].map(([, value]) => value),
      }));
    const before = seen("lr");
    written.rename("lr", "rate");
    expect(seen("rate")).toEqual(before);
    expect(spaceChange(spaceOf(written.study), space("rate"), ["minimize"], written.study.trials)).toBeNull();
  });

  it("has it in trials of before and in those that are written later under the old name, whatever came in between", () => {
    const name = fc.constantFrom<string>("a", "b", "c");
    const step = fc.oneof(
      fc.record({ do: fc.constant("trial" as const), name, finished: fc.boolean() }),
      fc.record({ do: fc.constant("rename" as const), from: name, to: name }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        const written = new Written("a");
        const expected: string[] = [];
        for (const one of steps) {
          if (one.do === "trial") {
            written.start(one.name, 1);
            if (one.finished) written.finishLast();
            expected.push(nameToday(renamesOf(written.study), one.name, written.study.trials.at(-1)!));
          } else if (one.from !== one.to) {
            written.rename(one.from, one.to, 1);
            for (const [i, is] of expected.entries()) if (is === one.from) expected[i] = one.to;
          }
        }
        expect(written.names().map(([rate]) => rate)).toEqual(expected);
      }),
    );
  });
});

describe("what the journal holds of renames", () => {
  it("is left out where it is none", () => {
    const written = new Written("lr");
    written.start("lr", 1);
    const value = [1, null, { from: "lr" }, { from: "lr", to: "lr", space: 1 }, { from: "lr", to: "rate", space: 1 }];
    const key = "hyperlens:renamed";
    written.apply([{ worker: WORKER, kind: "studyAttribute", study: 0, scope: "system", key, value }]);
    expect(renamesOf(written.study)).toEqual<readonly Rename[]>([{ from: "lr", to: "rate", space: 1 }]);
    expect(written.names()).toEqual([["rate", "depth"]]);
  });
});

describe("a parameter that is likely one of another name", () => {
  const ranges = (
    ...parameters: readonly (readonly [string, ReturnType<typeof uniform> | ReturnType<typeof choice>])[]
  ) =>
    rangesOf({
      parameters: parameters.map(([name, distribution]) => ({ name, distribution, condition: null })),
      constraints: [],
    });

  it("is new, has the very same range, and is the only one", () => {
    const before = ranges(
      ["lr", uniform(0, 1)],
      [
        "kind",
        choice([
          { kind: "int", value: 1 },
          { kind: "int", value: 2 },
        ]),
      ],
    );
    expect(
      likelyRenames(
        before,
        ranges(
          ["rate", uniform(0, 1)],
          [
            "kind",
            choice([
              { kind: "int", value: 1 },
              { kind: "int", value: 2 },
            ]),
          ],
        ),
      ),
    ).toEqual([{ from: "lr", to: "rate" }]);
    expect(
      likelyRenames(
        before,
        ranges(
          ["rate", uniform(0, 2)],
          [
            "kind",
            choice([
              { kind: "int", value: 1 },
              { kind: "int", value: 2 },
            ]),
          ],
        ),
      ),
    ).toEqual([]);
    expect(likelyRenames(before, ranges(["a", uniform(0, 1)], ["b", uniform(0, 1)]))).toEqual([]);
    expect(likelyRenames(before, ranges(["lr", uniform(0, 1)], ["more", uniform(0, 1)]))).toEqual([]);
    const twins = ranges(["a", uniform(0, 1)], ["b", uniform(0, 1)]);
    expect(likelyRenames(twins, ranges(["c", uniform(0, 1)]))).toEqual([]);
  });
});
