import { describe, expect, it } from "vitest";
import { jsonOf } from "../../../src/core/export/json.js";
import type { ForeignStudy, ForeignTrial } from "../../../src/core/import/foreign.js";
import { foreignFromJson } from "../../../src/core/import/json.js";
import { importRecords, newTrials } from "../../../src/core/import/kept.js";
import { UTC } from "../../../src/core/journal/instant.js";
import { JournalState } from "../../../src/core/study/journal-state.js";
import { DEFAULT_OPTIONS } from "../../../src/core/study/options.js";
import { newStudy } from "../../../src/core/study/records.js";
import { literalsIn, type StudySetup } from "../../../src/core/study/setup.js";
import { fitOf } from "../../../src/core/study/space-change.js";
import type { StudyState } from "../../../src/core/study/state.js";
import { progressOf } from "../../../src/core/study/stop/progress.js";
import { countsForTotal, foldsOf, importedFrom, summarise } from "../../../src/core/study/summary.js";
import { SPACE, storedStudy } from "../export/studies.js";

const SETUP: StudySetup = {
  version: 1,
  space: SPACE,
  goals: [{ direction: "maximize", metric: "accuracy" }],
  options: DEFAULT_OPTIONS,
  language: "python",
};
const worker = "hyperlens/host/1/import";

function foreign(params: Readonly<Record<string, string>>, more: Partial<ForeignTrial> = {}): ForeignTrial {
  return {
    ...{ key: "0", state: "complete", values: [0.5], folds: null, extra: new Map(), intermediate: [] },
    ...{ started: null, finished: null, params: new Map(Object.entries(params)) },
    ...more,
  };
}

/** A study of nothing but what was imported. */
function importing(...trials: readonly ForeignTrial[]): StudyState {
  const state = new JournalState();
  const source = { file: "train.py", name: "digits", line: 4 };
  const head = { directions: ["maximize"], metrics: ["accuracy"], setup: SETUP, source, seed: 3 } as const;
  for (const event of newStudy({ worker, id: 0, name: "digits", ...head })) state.apply(event);
  for (const event of importRecords(trials, { worker, study: 0, setup: SETUP, from: "old.csv" })) state.apply(event);
  return state.study("digits")!;
}

const WHOLE = { rate: "0.01", model: "svm", depth: "3", layers: "[64, 32]", warm: "True" };

describe("an imported trial", () => {
  it("is the same as the one that was exported", () => {
    const study = storedStudy(["maximize"], { result: { values: [0.9], folds: [[0.8, 1]], extra: { seconds: 3 } } });
    const wanted = {
      parameters: SPACE.parameters.map(({ name }) => name),
      metrics: ["accuracy"],
      called: null,
      others: new Map(),
    };
    const copy = importing(...foreignFromJson(JSON.parse(jsonOf(study)), wanted, UTC).trials);
    const [before, after] = [study.trials[0]!, copy.trials[0]!];
    expect(after.outcome).toEqual(before.outcome);
    expect(literalsIn(SPACE, after)).toEqual(literalsIn(SPACE, before));
    expect([after.started, after.finished]).toEqual([before.started, before.finished]);
    expect(foldsOf(after)).toEqual(foldsOf(before));
    expect(after.userAttributes).toEqual(before.userAttributes);
    expect(importedFrom(after)).toEqual({ from: "old.csv", key: "0" });
  });

  it("informs the search, in part where a value is missing, and not where it does not fit", () => {
    const { model: _, ...part } = WHOLE;
    const study = importing(
      foreign(WHOLE),
      foreign({ ...WHOLE, rate: "5" }),
      foreign({ ...WHOLE, model: "tree" }),
      foreign(part),
      foreign({ ...WHOLE, warm: "false", layers: "[64,32]" }),
    );
    expect(study.trials).toHaveLength(5);
    expect(fitOf(SPACE, study.directions, study.trials)).toEqual({ whole: 2, part: 1, none: 2 });
    expect(literalsIn(SPACE, study.trials[1]!).get("rate")).toEqual({ kind: "real", value: 5 });
    expect(literalsIn(SPACE, study.trials[2]!).get("model")).toEqual({ kind: "string", value: "tree" });
  });

  it("is no part of the total, and nobody has waited for it, but it is to be surpassed", () => {
    const study = importing(...[0.9, 0.1, 0.2].map((value) => foreign(WHOLE, { values: [value] })));
    const summary = summarise(study);
    expect(summary).toMatchObject({ finished: 0, imported: 3, counts: { complete: 3 } });
    expect(summary.best?.number).toBe(0);
    expect(study.trials.some(countsForTotal)).toBe(false);
    expect(progressOf(study.trials, study.directions)).toEqual({ finished: 0, sinceGain: 0 });
    const later = storedStudy(["maximize"], { result: { values: [0.5] } }, { result: { values: [0.4] } });
    const all = [...study.trials, ...later.trials];
    expect(progressOf(all, study.directions)).toEqual({ finished: 2, sinceGain: 2 });
  });

  it("is not imported twice from the same source", () => {
    const source: ForeignStudy = {
      ...{ directions: null, unfinished: 0, missing: [] },
      trials: [foreign(WHOLE, { key: "0" }), foreign(WHOLE, { key: "1" })],
    };
    const study = importing(foreign(WHOLE, { key: "0" }));
    expect(newTrials(source, "old.csv", SETUP, study).map(({ key }) => key)).toEqual(["1"]);
    expect(newTrials(source, "other.csv", SETUP, study)).toHaveLength(2);
    for (const other of [foreign({ ...WHOLE, depth: "4" }), foreign(WHOLE, { values: [0.6] })]) {
      expect(newTrials({ ...source, trials: [other] }, "old.csv", SETUP, study)).toHaveLength(1);
    }
  });

  it("is refused where its study had other directions", () => {
    const source: ForeignStudy = { directions: ["minimize"], unfinished: 0, missing: [], trials: [foreign(WHOLE)] };
    expect(() => newTrials(source, "old.db", SETUP, undefined)).toThrow(
      /old\.db was to minimize, the study is to maximize/,
    );
  });
});
