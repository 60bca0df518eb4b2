import { describe, expect, it } from "vitest";
import { worded } from "../../../src/core/l10n/phrase.js";
import { STUDY_OPTIONS } from "../../../src/core/study/option-list.js";
import {
  parseDuration,
  parseOption,
  parseOptions,
  resolveOptions,
  spellMethod,
} from "../../../src/core/study/option-value.js";
import { DEFAULT_OPTIONS } from "../../../src/core/study/options.js";

function option(name: string, text: string) {
  return parseOption(STUDY_OPTIONS.find((spec) => spec.name === name)!, text);
}

describe("options of a study", () => {
  it.each<[string, string, unknown]>([
    ["trials", "60", 60],
    ["trials", "1_000", 1000],
    ["timeout", "2h", 7200],
    ["timeout", "1h30m", 5400],
    ["timeout", "1.5h", 5400],
    ["timeout", "90", 90],
    ["timeout", "90s", 90],
    ["timeout", "1d", 86400],
    ["target", "-1e-3", -0.001],
    ["noisy", "on", true],
    ["noisy", "false", false],
    ["aggregate", "median", "median"],
    ["python", "/usr/bin/my python", "/usr/bin/my python"],
    ["sampler", "tpe", { name: "tpe", options: {} }],
    ["sampler", "tpe()", { name: "tpe", options: {} }],
    [
      "sampler",
      "tpe(candidates=48, multivariate=off, gamma=hyperopt)",
      { name: "tpe", options: { candidates: 48, multivariate: false, gamma: "hyperopt" } },
    ],
    ["memory", "4GB", 4e9],
    ["memory", "512MiB", 512 * 1024 ** 2],
    ["memory", "1.5g", 1.5e9],
    ["gpus", "0,1", "0,1"],
    ["launcher", "srun --gres='gpu:1'", "srun --gres='gpu:1'"],
    ["keep", "0", 0],
    ["pruner", "none", { name: "none", options: {} }],
    ["pruner", "auto", { name: "auto", options: {} }],
  ])("%s=%s", (name, text, value) => {
    expect(option(name, text)).toEqual({ kind: "ok", value });
  });

  it.each([
    ["trials", "0", "0"],
    ["trials", "1.5", "1.5"],
    ["trials", "", ""],
    ["timeout", "0", "0"],
    ["memory", "lots", "lots"],
    ["memory", "0", "0"],
    ["gpus", "0,,1", "0,,1"],
    ["launcher", "a 'b", "a 'b"],
    ["launcher", "a && b", "a && b"],
    ["keep", "-1", "-1"],
    ["timeout", "2 hours", "2 hours"],
    ["timeout", "30m1h", "30m1h"],
    ["target", "Infinity", "Infinity"],
    ["noisy", "1", "1"],
    ["aggregate", "max", "max"],
    ["sampler", "tpe(", "tpe("],
    ["sampler", "foo", "foo"],
    ["sampler", "tpe(zzz=3)", "zzz"],
    ["sampler", "tpe(candidats=3)", "candidats"],
    ["sampler", "tpe(candidates=3, candidates=4)", "candidates=4"],
    ["sampler", "tpe(candidates=few)", "few"],
    ["sampler", "tpe(gamma=hyperop)", "hyperop"],
    ["sampler", "tpe(3)", "3"],
    ["sampler", "random(n=3)", "n"],
    ["seed", "-1", "-1"],
  ])("%s=%s is wrong at %j", (name, text, part) => {
    const parsed = option(name, text);
    if (parsed.kind === "ok") throw new Error("It was accepted.");
    expect(text.slice(parsed.start, parsed.end)).toBe(part);
    expect(worded(parsed.message).length).toBeGreaterThan(10);
  });

  it("are spelt as they are read", () => {
    const choice = { name: "tpe", options: { candidates: 48, multivariate: false, gamma: "hyperopt" } };
    expect(option("sampler", spellMethod(choice))).toEqual({ kind: "ok", value: choice });
    expect(spellMethod({ name: "auto", options: {} })).toBe("auto");
  });

  it("are read many at once, for settings and the command line", () => {
    expect(parseOptions({ trials: "5", noisy: "on", zzz: "1", seed: "x" })).toEqual({
      options: { trials: 5, noisy: true },
      errors: [expect.stringContaining("zzz"), expect.stringContaining("seed")],
    });
  });

  it("of the annotation beat those of the settings, and the command line beats both", () => {
    const annotation = { ...DEFAULT_OPTIONS, trials: 60, noisy: true };
    expect(resolveOptions(annotation, ["trials"], { trials: 10, seed: 3, parallel: 2 }, { parallel: 4 })).toEqual({
      ...DEFAULT_OPTIONS,
      trials: 60,
      seed: 3,
      parallel: 4,
    });
    expect(resolveOptions(annotation, ["trials", "noisy"], { noisy: false }, { trials: 5 })).toMatchObject({
      trials: 5,
      noisy: true,
    });
    expect(resolveOptions(DEFAULT_OPTIONS, [])).toEqual(DEFAULT_OPTIONS);
  });

  it("have durations that add up", () => {
    expect(parseDuration("1d2h3m4s")).toBe(86400 + 7200 + 180 + 4);
    expect(parseDuration("abc")).toBeNull();
  });
});
