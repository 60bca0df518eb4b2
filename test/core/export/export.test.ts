import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { exportStudy, NothingBestError } from "../../../src/core/export/export.js";
import { EXPORT_NAMES, exportFileName, isExportFormat } from "../../../src/core/export/formats.js";
import { scheduleJson } from "../../../src/core/export/schedule.js";
import { digits, storedStudy } from "./studies.js";

const VALUES = { rate: 1e-4, model: 'a "forest"', layers: [], warm: false };

/** What Python reads of a text. */
function python(program: string, input: string): unknown {
  return JSON.parse(
    execFileSync("python3", ["-c", `import sys, json, ast\ntext = sys.stdin.read()\n${program}`], { input }).toString(),
  );
}

const front = () =>
  storedStudy(
    ["maximize", "minimize"],
    { values: { rate: 0.5, model: 0, depth: 2, layers: 0, warm: 1 }, result: { values: [0.9, 10] } },
    { values: { rate: 0.25, model: 1, layers: 1, warm: 0 }, result: { values: [0.8, 5] } },
    { result: { values: [0.7, 20] } },
  );

describe("the trials as CSV", () => {
  it("have a row each, with numbers in full and quotes where a cell needs them", () => {
    const [head, first, second, , failed, rest] = exportStudy(digits(), "csv", []).split("\r\n");
    expect(head).toBe(
      "number,state,accuracy,params_rate,params_model,params_depth,params_layers,params_warm,user_attrs_f1,started,finished,seconds,failure,starred,tags,note",
    );
    expect(first).toBe(
      '0,complete,0.8,0.01,svm,3,"[64,32]",true,,2026-01-01T00:00:00.000Z,2026-01-01T00:00:01.500Z,1.5,,,,',
    );
    expect(second).toContain('1,complete,0.912345678,0.0001,"a ""forest""",,[],false,0.9,');
    expect(second).toMatch(/,yes,"good, cheap","says ""yes"""$/);
    expect(failed).toContain(",ValueError: <bad> | worse,");
    expect(rest).toBe("");
  });

  it("are read by Python's own reader as they were", () => {
    const rows = python(
      "import csv, io\nprint(json.dumps(list(csv.DictReader(io.StringIO(text)))))",
      exportStudy(digits(), "csv", []),
    );
    expect(rows).toMatchObject([
      { number: "0" },
      { params_model: 'a "forest"', note: 'says "yes"' },
      {},
      { state: "failed" },
    ]);
  });

  it("have no columns for notes that nobody took", () => {
    expect(exportStudy(storedStudy(["minimize"], { result: { values: [1] } }), "csv", [])).not.toContain("starred");
  });
});

describe("the trials as JSON", () => {
  it("hold everything that was kept of them", () => {
    const { name, directions, trials } = JSON.parse(exportStudy(digits(), "json", []));
    expect([name, directions, trials.length]).toEqual(["digits", ["maximize"], 4]);
    expect(trials[1]).toMatchObject({
      ...{ number: 1, state: "COMPLETE", values: [0.912345678], params: VALUES, userAttributes: { f1: 0.9 } },
      ...{ folds: [0.91, 0.914691356], star: true, tags: ["good, cheap"], note: 'says "yes"' },
    });
    expect(trials[3]).toMatchObject({ state: "FAIL", failure: { message: "ValueError: <bad> | worse" } });
  });
});

describe("the best values", () => {
  it("are a dictionary that Python reads back", () => {
    const text = exportStudy(digits(), "best-python", []);
    expect(text).toMatch(/^# digits, trial 1: accuracy 0.912345678\nparams = \{\n {4}"rate": 0.0001,\n/);
    expect(python("scope = {}\nexec(text, scope)\nprint(json.dumps(scope['params']))", text)).toEqual(VALUES);
  });

  it("are JSON", () => {
    expect(JSON.parse(exportStudy(digits(), "best-json", []))).toEqual(VALUES);
  });

  it("are YAML, with texts in quotes, so that no reader takes them for something else", () => {
    expect(exportStudy(digits(), "best-yaml", [])).toBe(
      `# digits, trial 1: accuracy 0.912345678\nrate: 0.0001\nmodel: "a \\"forest\\""\nlayers: []\nwarm: false\n`,
    );
  });

  it("are a list of the front where there are several directions", () => {
    const expected = [
      { rate: 0.5, model: "svm", depth: 2, layers: [64, 32], warm: true },
      { ...VALUES, rate: 0.25 },
    ];
    expect(JSON.parse(exportStudy(front(), "best-json", []))).toEqual(expected);
    const text = exportStudy(front(), "best-python", []);
    expect(python("scope = {}\nexec(text, scope)\nprint(json.dumps(scope['params']))", text)).toEqual(expected);
    expect(exportStudy(front(), "best-yaml", [])).toContain('- rate: 0.5\n  model: "svm"\n  depth: 2\n');
  });

  it("are refused, with the remedy, where nothing has completed", () => {
    const empty = storedStudy(["minimize"]);
    for (const format of ["best-python", "best-json", "best-yaml"] as const) {
      expect(() => exportStudy(empty, format, [])).toThrow(NothingBestError);
    }
  });
});

describe("the summary in Markdown", () => {
  it("names the best trial, its values, and the trials from the best on", () => {
    const text = exportStudy(digits(), "markdown", []);
    expect(text).toMatch(/^# digits\n\nMaximise accuracy\.\n/);
    expect(text).toContain("- **Trials:** 4 finished (3 complete, 1 failed)");
    expect(text).toContain("## Best: trial 1");
    expect(text).toContain('| model | `"a \\"forest\\""` |');
    const rows = text.split("\n").filter((line) => /^\| \d/.test(line));
    expect(rows.map((row) => row.split(" ")[1])).toEqual(["1", "0", "2", "3"]);
    expect(rows[0]).toContain("1 ★");
  });

  it("takes no text of the study for markup", () => {
    expect(exportStudy(digits(), "markdown", [])).toContain("ValueError: \\<bad\\> \\| worse");
  });

  it("says what repeats bear out", () => {
    const confirmed = [
      { trial: 1, metric: null, found: 0.912, repeats: [0.9, 0.88], mean: 0.89, standardError: 0.01, luck: 0.022 },
      { trial: 0, metric: null, found: 0.8, repeats: [], mean: null, standardError: null, luck: null },
    ];
    const text = exportStudy(digits(), "markdown", confirmed);
    expect(text).toContain("0.89 ± 0.01 over 2 repeats; found with 0.912, of which 0.022 was luck");
    expect(text).toContain("found with 0.8; no repeat completed");
    const held = confirmed.map((each) => ({ ...each, metric: "held_out", luck: null }));
    expect(exportStudy(digits(), "markdown", held)).toContain(
      "held\\_out 0.89 ± 0.01 over 2 repeats; found with 0.912",
    );
  });

  it("says what the values were while the best trial trained, where it went on from another", () => {
    const values = { rate: 0.01, model: 0, depth: 3, layers: 0, warm: 1 };
    const study = storedStudy(
      ["maximize"],
      { values, result: { values: [0.5] } },
      { values: { ...values, rate: 0.02 }, result: { values: [0.7] }, continues: { trial: 0, step: 4 } },
    );
    const text = exportStudy(study, "markdown", []);
    expect(text).toMatch(/Best trial, step 4 – \W*rate 0\.02/);
    expect(text).toMatch(/Best trial, step 0 – \W*rate 0\.01/);
  });

  it("says that a study has no trials, and lists a front", () => {
    expect(exportStudy(storedStudy(["minimize"]), "markdown", [])).toContain("There are none yet.");
    expect(exportStudy(front(), "markdown", [])).toMatch(/## Pareto front\n\n### Trial 0/);
  });
});

describe("a schedule as JSON", () => {
  const values = { rate: 0.01, model: 0, depth: 3, layers: 0, warm: 1 };
  const study = storedStudy(
    ["maximize"],
    { values, result: { values: [0.5] } },
    {
      values: { rate: 0.02, model: 1, layers: 0, warm: 1 },
      result: { values: [0.7] },
      continues: { trial: 0, step: 4 },
    },
  );

  it("has all parameters of each part, without those that were not active in it", () => {
    expect(JSON.parse(scheduleJson(study, study.trials[1]!)!)).toEqual([
      { from: 0, to: null, values: { rate: 0.01, model: "svm", depth: 3, layers: [64, 32], warm: true } },
      { from: 4, to: null, values: { rate: 0.02, model: 'a "forest"', layers: [64, 32], warm: true } },
    ]);
  });

  it("is null for a trial that began anew", () => {
    expect(scheduleJson(study, study.trials[0]!)).toBeNull();
  });
});

describe("the report as a web page", () => {
  it("needs nothing but itself: no script, no address, and a policy that allows none", () => {
    const html = exportStudy(digits(), "html", []);
    expect(html).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(html).not.toMatch(/<script|<link|<img|\ssrc=|@import|url\(/);
    expect(html.match(/https?:[^"]*/g)?.every((address) => address === "http://www.w3.org/2000/svg")).toBe(true);
  });

  it("draws the history and each parameter", () => {
    const html = exportStudy(digits(), "html", []);
    expect(html.match(/<svg[^>]*role="img"/g)).toHaveLength(1 + 5);
    expect(html).toContain('aria-label="accuracy of each trial, and the best so far"');
    expect(html).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("takes texts of the study as texts", () => {
    const html = exportStudy(digits(), "html", []);
    expect(html).toContain("ValueError: &#60;bad&#62; | worse");
    expect(html).toContain("a \\&#34;forest\\&#34;");
  });

  it("is whole for a study without trials", () => {
    expect(exportStudy(storedStudy(["minimize"]), "html", [])).toContain("No trial has completed yet.");
  });
});

describe("the formats", () => {
  it("are known by name, and name a file that every system can hold", () => {
    expect(EXPORT_NAMES.every(isExportFormat)).toBe(true);
    expect(isExportFormat("toString")).toBe(false);
    expect(exportFileName("a/b: c?", "csv")).toBe("a-b- c--trials.csv");
    expect(exportFileName("..", "html")).toBe("study-report.html");
  });
});
