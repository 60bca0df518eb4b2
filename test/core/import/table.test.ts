import { describe, expect, it } from "vitest";
import { ImportError, type Wanted } from "../../../src/core/import/foreign.js";
import { foreignFromTable, type Table } from "../../../src/core/import/table.js";
import { UTC } from "../../../src/core/journal/instant.js";

const SVM: Wanted = { parameters: ["C", "kernel"], metrics: ["accuracy"], called: null, others: new Map() };

/** A table from lines of words; `.` is an empty cell. */
function table(head: string, ...lines: readonly string[]): Table {
  const columns = head.split(" ");
  const rows = lines.map((line) => {
    const cells = line.split(" ").map((cell) => (cell === "." ? "" : cell));
    return Object.fromEntries(columns.map((column, at) => [column, cells[at] ?? ""]));
  });
  return { columns, rows };
}

const read = (given: Table, wanted = SVM) => foreignFromTable(given, wanted, UTC);

describe("a table of trials", () => {
  it.each([
    ["its own names", table("C kernel accuracy", "1 rbf 0.9")],
    ["Hyperlens", table("number state accuracy params_C params_kernel seconds", "0 complete 0.9 1 rbf 2")],
    ["Optuna", table("number value params_C params_kernel state", "0 0.9 1 rbf COMPLETE")],
    ["scikit-learn", table("mean_fit_time param_C param_kernel mean_test_score", "0.1 1 rbf 0.9")],
    [
      "scikit-learn with several metrics",
      table("param_C param_kernel mean_test_accuracy mean_test_f1", "1 rbf 0.9 0.1"),
    ],
    ["a pipeline of scikit-learn", table("param_svc__C param_svc__kernel mean_test_score", "1 rbf 0.9")],
    ["Ray Tune", table("trial_id accuracy config/C config/kernel", "a1b2 0.9 1 rbf")],
  ])("is read as %s names its columns", (_, given) => {
    const { trials, missing } = read(given);
    expect(trials).toHaveLength(1);
    expect(trials[0]).toMatchObject({ state: "complete", values: [0.9] });
    expect([...trials[0]!.params]).toEqual([
      ["C", "1"],
      ["kernel", "rbf"],
    ]);
    expect(missing).toEqual([]);
  });

  it("has the folds of a cross-validation, where there are several", () => {
    const head = "param_C split0_test_score split1_test_score split0_test_other mean_test_score";
    expect(read(table(head, "1 0.8 1 0 0.9")).trials[0]!.folds).toEqual([0.8, 1]);
    expect(read(table(head, "1 0.8 nan 0 0.9")).trials[0]!.folds).toBeNull();
  });

  it("tells failed, pruned and open trials by the word for their state, and without one by the value", () => {
    const { trials, unfinished } = read(
      table("C accuracy state", "1 . FAIL", "2 0.5 PRUNED", "3 . RUNNING", "4 0.7 TERMINATED", "5 nan .", "6 0.8 ."),
    );
    expect(trials.map(({ state, values }) => [state, values])).toEqual([
      ["failed", []],
      ["pruned", [0.5]],
      ["complete", [0.7]],
      ["failed", []],
      ["complete", [0.8]],
    ]);
    expect(unfinished).toBe(1);
  });

  it("leaves out what a cell does not say, but keeps the word None", () => {
    const { trials } = read(table("C kernel accuracy", "1 . 0.9", "nan None 0.8"));
    expect(trials.map(({ params }) => [...params])).toEqual([[["C", "1"]], [["kernel", "None"]]]);
  });

  it("keeps parameters that the study does not have, and further metrics", () => {
    const { trials, missing } = read(
      table("value params_C params_degree user_attrs_seconds user_attrs_note", "0.9 1 3 2.5 good"),
    );
    expect(Object.fromEntries(trials[0]!.extra)).toEqual({ degree: 3, seconds: 2.5, note: "good" });
    expect(missing).toEqual(["kernel"]);
  });

  it("knows trials again by their number, else by their row", () => {
    expect(read(table("number C accuracy", "7 1 0.9", "9 2 0.8")).trials.map(({ key }) => key)).toEqual(["7", "9"]);
    expect(read(table("number C accuracy", "7 1 0.9", "7 2 0.8")).trials.map(({ key }) => key)).toEqual([
      "row 1",
      "row 2",
    ]);
  });

  it("has times where they can be read", () => {
    const given = {
      columns: ["C", "accuracy", "datetime_start", "datetime_complete"],
      rows: [{ C: "1", accuracy: "0.9", datetime_start: "2026-01-02 03:04:05.500000", datetime_complete: "soon" }],
    };
    expect(read(given).trials[0]).toMatchObject({ started: Date.UTC(2026, 0, 2, 3, 4, 5, 500) * 1000, finished: null });
  });

  it("takes the metric from the column that is named", () => {
    const given = table("C kernel f1", "1 rbf 0.4");
    expect(read(given, { ...SVM, called: ["f1"] }).trials[0]!.values).toEqual([0.4]);
    expect(() => read(given, { ...SVM, called: ["f2"] })).toThrow(/no column f2\. The columns are C, kernel, f1\./);
  });

  it("has parameters under other names where a person says so", () => {
    const given = table("penalty param_svc__k accuracy", "1 rbf 0.9");
    const others = new Map([
      ["C", "penalty"],
      ["kernel", "k"],
    ]);
    expect([...read(given, { ...SVM, others }).trials[0]!.params]).toEqual([
      ["C", "1"],
      ["kernel", "rbf"],
    ]);
  });

  it("has a value for each of several directions", () => {
    const both = { parameters: ["C"], metrics: ["accuracy", "seconds"], called: null, others: new Map() };
    expect(read(table("C seconds accuracy", "1 3 0.9"), both).trials[0]!.values).toEqual([0.9, 3]);
    expect(read(table("C values_0 values_1", "1 0.9 3"), both).trials[0]!.values).toEqual([0.9, 3]);
  });

  it("says what it looked for where a metric or every parameter has no column, and what could be the metric", () => {
    const error = (given: Table): ImportError => {
      try {
        read(given);
      } catch (thrown) {
        if (thrown instanceof ImportError) return thrown;
      }
      throw new Error("It was read.");
    };
    const metric = error(table("C kernel f1", "1 rbf 0.4"));
    expect(metric.message).toMatch(/No column holds accuracy.*mean_test_score.*--metric COLUMN/);
    expect(metric.choice).toEqual({ flag: "metric", names: ["C", "kernel", "f1"] });
    expect(error(table("x accuracy", "1 0.4")).message).toMatch(/\(C, kernel\).*The columns are x, accuracy\./);
  });
});
