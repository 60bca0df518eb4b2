import { describe, expect, it } from "vitest";
import type { Distribution } from "../../../src/core/space/distribution.js";
import { dimensionScale } from "../../../webview/charts/dimension-scale.js";
import { columnsOf } from "../../../webview/model/columns.js";
import {
  type Dimension,
  fromInternal,
  numberDimension,
  parameterDimension,
  placeIn,
} from "../../../webview/model/dimension.js";
import { complete, modelOf, type TrialParts } from "../trials.js";

const RATE: Distribution = { kind: "loguniform", low: 1e-4, high: 1 };
const LAYERS: Distribution = { kind: "int", low: 1, high: 6, step: 1 };
const KIND: Distribution = {
  kind: "choice",
  choices: ["a", "b", "c"].map((value) => ({ kind: "string", value }) as const),
  weights: null,
};

function dimensionOf(name: string, ...parts: readonly TrialParts[]): Dimension {
  const model = modelOf(["minimize"], ...parts);
  const column = columnsOf(model).find(({ id }) => id === `param:${name}`)!;
  return parameterDimension(model, column, name, model.study.trials);
}

const trial = (params: TrialParts["params"] = {}): TrialParts => ({ outcome: complete(1), params });

describe("a parameter as an axis", () => {
  it("reaches over its range, logarithmic where it is", () => {
    expect(dimensionOf("rate", trial({ rate: [RATE, 0.1] }))).toMatchObject({
      kind: "number",
      low: 1e-4,
      high: 1,
      log: true,
      gap: false,
    });
    expect(dimensionOf("layers", trial({ layers: [LAYERS, 2] }))).toMatchObject({ log: false, whole: true });
  });

  it("reaches over the values of trials that had another range", () => {
    const wider: Distribution = { kind: "int", low: 0, high: 20, step: 1 };
    const dimension = dimensionOf("layers", trial({ layers: [LAYERS, 2] }), trial({ layers: [wider, 15] }));
    expect(dimension).toMatchObject({ low: expect.any(Number), high: 20 });
  });

  it("has a slot for trials in which it is not set", () => {
    const dimension = dimensionOf("rate", trial({ rate: [RATE, 0.1] }), trial({ kind: [KIND, 0] }));
    expect(dimension.gap).toBe(true);
    const scale = dimensionScale(dimension, [300, 0]);
    expect(scale.place(null)).toBe(287);
    expect(scale.place(1e-4)).toBe(274);
    expect(scale.place(1)).toBe(0);
    expect(scale.ticks(8).map(({ text }) => text)).toEqual(["not set", "1e-4", "0.001", "0.01", "0.1", "1"]);
  });

  it("has as much room around its only value as the value is large", () => {
    const same = numberDimension(columnsOf(modelOf(["minimize"], trial())).find(({ id }) => id === "value:0")!, [
      modelOf(["minimize"], { outcome: complete(0.25) }).study.trials[0]!,
    ]);
    const scale = dimensionScale(same, [300, 0]);
    expect(scale.place(0.25)).toBeCloseTo(150, 9);
    expect(scale.ticks(6).map(({ text }) => text)).toEqual(["0.23", "0.24", "0.25", "0.26", "0.27"]);
  });

  it("lists the categories as written, whether they occur or not", () => {
    const dimension = dimensionOf("kind", trial({ kind: [KIND, 2] }));
    expect(dimension).toMatchObject({ kind: "category", categories: ['"a"', '"b"', '"c"'] });
    const model = modelOf(["minimize"], trial({ kind: [KIND, 2] }));
    expect(placeIn(dimension, model.study.trials[0]!)).toBe('"c"');
    expect(fromInternal(model, dimension, "kind", 1)).toBe('"b"');
  });
});

describe("a brush", () => {
  const number = dimensionOf("rate", trial({ rate: [RATE, 0.1] }), trial());
  const layers = dimensionOf("layers", trial({ layers: [LAYERS, 2] }));
  const kind = dimensionOf("kind", trial({ kind: [KIND, 2] }), trial());

  it("over numbers is a range of theirs", () => {
    const filter = dimensionScale(number, [300, 0]).filter(137, 0);
    expect(filter).toMatchObject({ kind: "range", column: "param:rate" });
    expect(filter).toMatchObject({ low: expect.closeTo(0.01, 10), high: expect.closeTo(1, 10) });
  });

  it("over the slot alone is that of the trials without a value", () => {
    const filter = dimensionScale(number, [300, 0]).filter(299, 279);
    expect(filter).toEqual({ kind: "values", column: "param:rate", values: [""] });
  });

  it("over whole numbers ends at whole numbers, and takes nothing in between two of them", () => {
    const scale = dimensionScale(layers, [300, 0]);
    expect(scale.filter(290, 100)).toMatchObject({ low: 2, high: 4 });
    expect(scale.filter(50, 40)).toBeNull();
  });

  it("over categories is all whose middle it covers", () => {
    const scale = dimensionScale(kind, [326, 0]);
    expect(scale.filter(170, 120)).toEqual({ kind: "values", column: "param:kind", values: ['"b"'] });
    expect(scale.filter(326, 240)).toEqual({ kind: "values", column: "param:kind", values: ["", '"a"'] });
    expect(scale.filter(290, 280)).toBeNull();
  });
});
