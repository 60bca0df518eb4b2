import { describe, expect, it } from "vitest";
import { parseDistribution, writeDistribution } from "../../../src/core/journal/distribution.js";
import { JournalFormatError, NotJsonError } from "../../../src/core/journal/json.js";
import {
  bool,
  choice,
  int,
  logint,
  lognormal,
  loguniform,
  normal,
  ordinal,
  uniform,
} from "../../../src/core/space/build.js";
import type { Literal } from "../../../src/core/space/literal.js";

const long = (name: string, attributes: object) => JSON.stringify({ name, attributes });

describe("a distribution of Optuna", () => {
  it.each([
    [long("FloatDistribution", { low: 0, high: 1 }), uniform(0, 1)],
    [long("FloatDistribution", { step: 0.3, low: 0, high: 1, log: false }), uniform(0, 1, { step: 0.3 })],
    [long("FloatDistribution", { step: null, low: 0.1, high: 1, log: true }), loguniform(0.1, 1)],
    [long("IntDistribution", { low: 0, high: 5 }), int(0, 5)],
    [long("IntDistribution", { log: false, step: 2, low: 0, high: 5 }), int(0, 4, { step: 2 })],
    [long("IntDistribution", { log: true, step: 1, low: 1, high: 5 }), logint(1, 5)],
    [long("UniformDistribution", { low: 0, high: 1 }), uniform(0, 1)],
    [long("LogUniformDistribution", { low: 0.1, high: 1 }), loguniform(0.1, 1)],
    [long("DiscreteUniformDistribution", { low: 0, high: 1, q: 0.25 }), uniform(0, 1, { step: 0.25 })],
    [long("IntUniformDistribution", { low: 0, high: 5, step: 2 }), int(0, 4, { step: 2 })],
    [long("IntLogUniformDistribution", { low: 1, high: 5, step: 1 }), logint(1, 5)],
    ['{"type":"float","low":0.1,"high":1,"log":true}', loguniform(0.1, 1)],
    ['{"type":"int","low":0,"high":5,"step":null}', int(0, 5)],
    [
      '{"type":"categorical","choices":["a",null,2,0.5,true]}',
      choice([
        text("a"),
        { kind: "none" },
        { kind: "int", value: 2 },
        { kind: "real", value: 0.5 },
        { kind: "boolean", value: true },
      ]),
    ],
  ])("is read in each of its spellings: %s", (written, distribution) => {
    expect(parseDistribution(written)).toEqual(distribution);
  });

  it.each([
    [
      "whole numbers beyond 2^53",
      long("IntDistribution", { low: 0, high: 2 ** 63 }),
      { kind: "int", low: 0, high: 2 ** 63, step: 1 },
    ],
    [
      "the whole range of doubles",
      long("FloatDistribution", { low: -1e308, high: 1e308 }),
      { kind: "uniform", low: -1e308, high: 1e308, step: null },
    ],
    [
      "no bound at all",
      '{"name":"FloatDistribution","attributes":{"low":-Infinity,"high":Infinity}}',
      { kind: "uniform", low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, step: null },
    ],
    [
      "categories that repeat",
      long("CategoricalDistribution", { choices: ["a", "a"] }),
      { kind: "choice", choices: [text("a"), text("a")], weights: null },
    ],
  ])("may be vaster than ours: %s", (_, written, distribution) => {
    expect(parseDistribution(written)).toEqual(distribution);
  });

  it.each([
    long("FloatDistribution", { low: 1, high: 0 }),
    long("FloatDistribution", { low: 0, high: 1, log: true }),
    long("FloatDistribution", { low: 0.1, high: 1, log: true, step: 0.1 }),
    long("FloatDistribution", { low: 0, high: 1, step: 0 }),
    long("FloatDistribution", { low: 0, high: 1, more: 1 }),
    long("FloatDistribution", { low: 0 }),
    long("IntDistribution", { low: 0, high: 5, step: null }),
    long("IntDistribution", { low: 0, high: 5, log: true }),
    long("IntDistribution", { low: 1, high: 5, log: true, step: 2 }),
    long("IntLogUniformDistribution", { low: 1, high: 5, step: 2 }),
    long("DiscreteUniformDistribution", { low: 0, high: 1 }),
    long("CategoricalDistribution", { choices: [] }),
    long("GaussDistribution", { low: 0, high: 1 }),
    '{"type":"gauss"}',
    "[]",
    "rubbish",
  ])("that Optuna refuses is refused, and is no unfinished line: %s", (written) => {
    expect(() => parseDistribution(written)).toThrow(JournalFormatError);
    expect(() => parseDistribution(written)).not.toThrow(NotJsonError);
  });
});

describe("a distribution of ours in Optuna's words", () => {
  const list: Literal = { kind: "list", items: [{ kind: "int", value: 64 }], text: "[64]" };

  it.each([
    [
      uniform(0, 1),
      '{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.0, "high": 1.0, "log": false}}',
    ],
    [
      uniform(0, 1, { step: 0.3 }),
      '{"name": "FloatDistribution", "attributes": {"step": 0.3, "low": 0.0, "high": 0.9, "log": false}}',
    ],
    [
      normal(10, 2),
      '{"name": "FloatDistribution", "attributes": {"step": null, "low": -6.0, "high": 26.0, "log": false}}',
    ],
    [
      lognormal(0, 1, { low: 0.5, high: 3 }),
      '{"name": "FloatDistribution", "attributes": {"step": null, "low": 0.5, "high": 3.0, "log": true}}',
    ],
    [
      int(1, 9, { step: 4 }),
      '{"name": "IntDistribution", "attributes": {"log": false, "step": 4, "low": 1, "high": 9}}',
    ],
    [logint(1, 8), '{"name": "IntDistribution", "attributes": {"log": true, "step": 1, "low": 1, "high": 8}}'],
    [bool(), '{"name": "CategoricalDistribution", "attributes": {"choices": [false, true]}}'],
    [
      ordinal([{ kind: "real", value: 2 }, list, { kind: "none" }]),
      '{"name": "CategoricalDistribution", "attributes": {"choices": [2.0, "[64]", null]}}',
    ],
  ])("keeps its bounds, its scale and its categories: %j", (distribution, written) => {
    expect(writeDistribution(distribution)).toBe(written);
  });
});

function text(value: string): Literal {
  return { kind: "string", value };
}
