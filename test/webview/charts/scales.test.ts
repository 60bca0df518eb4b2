import { describe, expect, it } from "vitest";
import { numberScale, placed, valueDomain, valueScale } from "../../../webview/charts/scales.js";
import { drawSymbol, PathText } from "../../../webview/charts/symbols.js";

describe("the axis of values", () => {
  it("shows all good values, and bad ones up to a fence", () => {
    const values = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1000];
    const [low, high] = valueDomain(values, "minimize", []);
    expect(low).toBe(1);
    expect(high).toBeLessThan(5);
    expect(valueDomain(values, "maximize", [])[1]).toBe(1000);
    expect(valueDomain([-1000, ...values.slice(0, 8)], "maximize", [])[0]).toBeGreaterThan(-5);
  });

  it("always shows what it is told to, however bad", () => {
    const values = [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1000];
    expect(valueDomain(values, "minimize", [50])[1]).toBe(50);
  });

  it("has room around one value, and without any", () => {
    expect(valueDomain([5], "minimize", [])).toEqual([4.5, 5.5]);
    expect(valueDomain([], "minimize", [])).toEqual([0, 1]);
    expect(valueDomain([0, Number.NaN], "minimize", [])).toEqual([-1, 1]);
  });

  it("is logarithmic only where all is positive", () => {
    const log = valueScale([1, 100], [100, 0], true);
    expect(log(10)).toBeCloseTo(50, 6);
    const linear = valueScale([0, 100], [100, 0], true);
    expect(linear(50)).toBeCloseTo(50, 6);
  });
});

describe("a value on an axis", () => {
  const linear = valueScale([1, 2], [100, 0], false);

  it("stands at its place, or at the end that it lies beyond", () => {
    expect(placed(linear, 1.5)).toEqual({ at: 50, beyond: null });
    expect(placed(linear, 9)).toEqual({ at: 0, beyond: "high" });
    expect(placed(linear, -9)).toEqual({ at: 100, beyond: "low" });
    expect(placed(valueScale([1, 2], [0, 100], false), 9)).toEqual({ at: 100, beyond: "high" });
  });

  it("lies below a logarithmic axis where it is not positive", () => {
    const log = valueScale([1, 100], [100, 0], true);
    for (const value of [0, -5]) expect(placed(log, value)).toEqual({ at: 100, beyond: "low" });
  });
});

describe("the axis of trials", () => {
  it("moves its end in steps", () => {
    const ends = [41, 42, 43, 101, 119].map((count) => numberScale(count, [0, 1]).domain()[1]);
    expect(ends[0]).toBe(ends[1]);
    expect(ends[3]).toBe(ends[4]);
    expect(ends[0]).toBeGreaterThan(41);
  });
});

describe("a symbol", () => {
  it("is written as the text of a path", () => {
    const text = (name: Parameters<typeof drawSymbol>[1]): string => {
      const path = new PathText();
      drawSymbol(path, name, 10, 20, 2);
      return String(path);
    };
    expect(text("cross")).toBe("M8,18L12,22M12,18L8,22");
    expect(text("diamond")).toBe("M10,17.5L12.5,20L10,22.5L7.5,20Z");
    expect(text("dot")).toContain("a2,2,0,1,0,4,0");
  });
});
