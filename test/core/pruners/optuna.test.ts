import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { uniform } from "../../../src/core/space/build.js";
import { createJudge } from "../../../src/core/study/judge.js";
import type { Outcome, Trial } from "../../../src/core/study/trial.js";
import { parameter, spaceOf } from "../space/spaces.js";
import { complete, trialIn } from "../study/trials.js";

interface Case {
  readonly pruner: string;
  readonly options: Readonly<Record<string, number | string | boolean>>;
  readonly direction: "minimize" | "maximize";
  readonly study: string;
  readonly trials: readonly {
    readonly reports: readonly (readonly [number, number | null])[];
    readonly stopped: boolean;
    readonly state: "COMPLETE" | "PRUNED" | "FAIL";
    readonly value: number | null;
  }[];
}

const { cases }: { readonly cases: readonly Case[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "vectors", "optuna.json"), "utf8"),
);
const space = spaceOf([parameter("x", uniform(0, 1))]);

function trialWith(number: number, reports: Case["trials"][number]["reports"], outcome: Outcome): Trial {
  const intermediate = new Map(reports.map(([step, value]) => [step, value ?? Number.NaN]));
  return trialIn(space, number, new Map([["x", 0.5]]), outcome, { intermediate });
}

describe("the decisions of Optuna's pruners", () => {
  it("are of both sorts in the cases", () => {
    for (const name of new Set(cases.map(({ pruner }) => pruner))) {
      const trials = cases.filter(({ pruner }) => pruner === name).flatMap((one) => one.trials);
      expect([name, trials.some(({ stopped }) => stopped)]).toEqual([name, true]);
      expect([name, trials.some(({ state }) => state === "COMPLETE")]).toEqual([name, true]);
    }
  });

  it.each(cases.map((one) => [`${one.pruner} ${JSON.stringify(one.options)} to ${one.direction}`, one] as const))(
    "are ours, report by report: %s",
    (_, { pruner, options, direction, study, trials }) => {
      const directions = [direction] as const;
      const choice = { name: pruner, options };
      const judge = createJudge({ study, directions, pruner: choice, resource: null, folds: false });
      const history: Trial[] = [];
      for (const [number, { reports, stopped, state, value }] of trials.entries()) {
        for (let length = 1; length <= reports.length; length++) {
          const running = trialWith(number, reports.slice(0, length), { kind: "running" });
          const decision = judge.decide([...history, running], running);
          const expected = stopped && length === reports.length;
          expect([number, length, decision.kind]).toEqual([number, length, expected ? "stop" : "continue"]);
        }
        const outcome: Outcome =
          state === "COMPLETE" ? complete(value!) : { kind: state === "PRUNED" ? "pruned" : "failed", values: [] };
        history.push(trialWith(number, reports, outcome));
      }
    },
  );
});
