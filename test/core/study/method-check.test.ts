import { describe, expect, it } from "vitest";
import { worded } from "../../../src/core/l10n/phrase.js";
import { SAMPLERS } from "../../../src/core/samplers/registry.js";
import { checkMethod, MethodOptionError, optionValues } from "../../../src/core/study/method-check.js";

const tpe = SAMPLERS.find(({ name }) => name === "tpe")!;

describe("the check of a method", () => {
  it("finds nothing wrong with a method and its options", () => {
    expect(checkMethod("sampler", { name: "tpe", options: { startup: 0, gamma: "hyperopt", group: false } })).toEqual(
      [],
    );
    expect(checkMethod("pruner", { name: "none", options: {} })).toEqual([]);
    expect(checkMethod("pruner", { name: "auto", options: {} })).toEqual([]);
  });

  it("names the method that was probably meant, or all there are", () => {
    const [mistake] = checkMethod("sampler", { name: "sobl", options: {} });
    expect(mistake).toMatchObject({ option: null, suggestion: "sobol" });
    const [other] = checkMethod("sampler", { name: "wizardry", options: {} });
    expect(other?.suggestion).toBeNull();
    for (const { name } of SAMPLERS) expect(worded(other!.message)).toContain(name);
  });

  it("names each option that does not exist, with the one that was meant", () => {
    const mistakes = checkMethod("sampler", { name: "tpe", options: { candidats: 3, zzz: 1 } });
    expect(mistakes.map(({ option, suggestion }) => [option, suggestion])).toEqual([
      ["candidats", "candidates"],
      ["zzz", null],
    ]);
    expect(worded(checkMethod("sampler", { name: "random", options: { a: 1 } })[0]!.message)).toContain("has none");
  });

  it("says what a value should have been", () => {
    const wrong: readonly [string, string | number | boolean, RegExp][] = [
      ["candidates", 0, /whole number of at least 1, but is 0/],
      ["candidates", 2.5, /whole number/],
      ["candidates", "many", /whole number/],
      ["prior_weight", Number.NaN, /number of at least 0/],
      ["gamma", "optunna", /one of `optuna`, `hyperopt`/],
      ["group", "yes", /`on` or `off`/],
    ];
    for (const [option, value, message] of wrong) {
      const mistakes = checkMethod("sampler", { name: "tpe", options: { [option]: value } });
      expect(mistakes).toHaveLength(1);
      expect(worded(mistakes[0]!.message)).toMatch(message);
    }
    expect(checkMethod("sampler", { name: "tpe", options: { gamma: "optunna" } })[0]?.suggestion).toBe("optuna");
  });
});

describe("the values of options", () => {
  it("are those given, and else the defaults", () => {
    const values = optionValues("sampler", tpe, { name: "tpe", options: { startup: 3, group: false } });
    expect(values.integer("startup")).toBe(3);
    expect(values.integer("candidates")).toBe(24);
    expect(values.on("group")).toBe(false);
    expect(values.word("gamma")).toBe("optuna");
  });

  it("are refused where one is wrong", () => {
    expect(() => optionValues("sampler", tpe, { name: "tpe", options: { startup: -1 } })).toThrow(MethodOptionError);
  });
});

describe("the registry", () => {
  it("has each name once, and defaults that its own options accept", () => {
    expect(new Set(SAMPLERS.map(({ name }) => name)).size).toBe(SAMPLERS.length);
    for (const { name, options, summary } of SAMPLERS) {
      expect(worded(summary)).toMatch(/\.$/);
      const defaults = Object.fromEntries(options.map((option) => [option.name, option.default]));
      expect(checkMethod("sampler", { name, options: defaults })).toEqual([]);
    }
  });
});
