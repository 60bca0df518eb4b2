import { scaleLinear, scaleLog } from "d3-scale";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TrialFilter } from "../../../src/core/protocol/panel.js";
import { type BrushScale, rangeScale } from "../../../webview/charts/brush-scale.js";
import { type BrushStep, brushStepOf, stepped } from "../../../webview/charts/brush-steps.js";

const plain = { column: "c", whole: false, reach: [0, 1], slot: null } as const;
const upright = rangeScale(scaleLinear([0, 1], [200, 0]), plain);
const flat = rangeScale(scaleLinear([0, 1], [0, 400]), plain);
const slotted = rangeScale(scaleLinear([0, 1], [174, 0]), { ...plain, slot: [200, 174] });
const layers = rangeScale(scaleLinear([1, 6], [0, 300]), { ...plain, whole: true, reach: [1, 6] });
const units = rangeScale(scaleLog([1, 1000], [0, 300]), { ...plain, whole: true, reach: [1, 1000] });

const all = (by: number): BrushStep => ({ moves: "all", by });
const low = (by: number): BrushStep => ({ moves: "low", by });
const high = (by: number): BrushStep => ({ moves: "high", by });

/** What the brush lets pass after some steps. */
function walk(scale: BrushScale, ...steps: readonly BrushStep[]): TrialFilter | undefined {
  return steps.reduce<TrialFilter | undefined>((filter, step) => stepped(scale, filter, step) ?? filter, undefined);
}

describe("a brush by steps", () => {
  it("begins with a quarter of the axis, at the end to which it goes", () => {
    for (const scale of [upright, flat]) {
      expect(walk(scale, all(1))).toEqual({ kind: "range", column: "c", low: 0.75, high: 1 });
      expect(walk(scale, all(-1))).toEqual({ kind: "range", column: "c", low: 0, high: 0.25 });
    }
  });

  it("moves as a whole and keeps its length, up to the ends of the axis", () => {
    expect(walk(upright, all(1), all(-4))).toMatchObject({ low: 0.65, high: 0.9 });
    expect(walk(upright, all(1), all(Number.NEGATIVE_INFINITY))).toMatchObject({ low: 0, high: 0.25 });
    expect(walk(upright, all(1), all(1))).toMatchObject({ low: 0.75, high: 1 });
  });

  it("moves either end alone, and the ends do not cross", () => {
    expect(walk(flat, all(1), low(-2))).toMatchObject({ low: expect.closeTo(0.7, 12), high: 1 });
    expect(walk(flat, all(-1), high(4))).toMatchObject({ low: 0, high: expect.closeTo(0.35, 12) });
    expect(walk(flat, all(-1), low(100))).toMatchObject({ low: expect.closeTo(0.225, 12), high: 0.25 });
    expect(walk(flat, all(1), high(-100))).toMatchObject({ low: 0.75, high: expect.closeTo(0.775, 12) });
  });

  it("goes on from a brush of the pointer, at the nearest places of its own", () => {
    const drawn = flat.filter(101, 199)!;
    expect(stepped(flat, drawn, all(1))).toMatchObject({
      low: expect.closeTo(0.275, 12),
      high: expect.closeTo(0.525, 12),
    });
    const thin = flat.filter(101, 102)!;
    expect(stepped(flat, thin, all(1))).toMatchObject({
      low: expect.closeTo(0.275, 12),
      high: expect.closeTo(0.3, 12),
    });
  });

  it("goes on from a filter that is open to one side", () => {
    const open: TrialFilter = { kind: "range", column: "c", low: 0.5, high: Number.MAX_VALUE };
    expect(stepped(upright, open, low(-2))).toMatchObject({ low: expect.closeTo(0.45, 12), high: 1 });
    const least: TrialFilter = { kind: "range", column: "c", low: -Number.MAX_VALUE, high: 10 };
    expect(units.stretches(least)[0]).toEqual([0, expect.closeTo(102.1, 1)]);
  });

  it("comes to the slot of trials without a value below the low end, and back", () => {
    const slot = { kind: "values", column: "c", values: [""] };
    expect(walk(slotted, all(-1), all(-1))).toEqual(slot);
    expect(walk(slotted, all(-1), all(-1), all(-1))).toEqual(slot);
    expect(walk(slotted, all(-1), all(-1), all(1))).toMatchObject({ kind: "range", low: 0, high: 0.25 });
  });

  it("takes whole numbers one by one where they are few", () => {
    expect(walk(layers, all(1))).toMatchObject({ low: 5, high: 6 });
    expect(walk(layers, all(1), high(-1))).toMatchObject({ low: 5, high: 5 });
    expect(walk(layers, all(1), high(-1), all(-1), all(-1))).toMatchObject({ low: 3, high: 3 });
  });

  it("goes to what lies beyond the axis where it goes to its end, and shows it there", () => {
    const most = Number.MAX_VALUE;
    const fenced = rangeScale(scaleLinear([0.5, 1], [0, 400]), { ...plain, reach: [-most, most] });
    const worst = walk(fenced, all(-1));
    expect(worst).toMatchObject({ low: -most, high: 0.625 });
    expect(fenced.stretches(worst!)).toEqual([[0, 100]]);
    expect(walk(fenced, all(-1), all(1))).toMatchObject({ low: 0.5125, high: 0.6375 });
    expect(fenced.filter(10, 400)).toMatchObject({ low: 0.5125, high: most });
  });

  it("always takes something in, whatever axis and steps", () => {
    const steps = fc.record<BrushStep>({
      moves: fc.constantFrom("all", "low", "high"),
      by: fc.constantFrom(1, -1, 5, -5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
    });
    const axes = fc
      .record({
        low: fc.integer({ min: 1, max: 50 }),
        span: fc.integer({ min: 0, max: 5000 }),
        log: fc.boolean(),
        whole: fc.boolean(),
        down: fc.boolean(),
        pixels: fc.integer({ min: 40, max: 1600 }),
      })
      .map(({ low, span, log, whole, down, pixels }) => {
        const domain = span === 0 ? [low - 1, low + 1] : [low, low + span];
        const range = down ? [pixels, 0] : [0, pixels];
        const scale = log && span > 0 ? scaleLog(domain, range) : scaleLinear(domain, range);
        return { scale: rangeScale(scale, { ...plain, whole, reach: [low, low + span] }), ends: [low, low + span] };
      });
    fc.assert(
      fc.property(axes, fc.array(steps, { minLength: 1, maxLength: 12 }), ({ scale, ends }, walked) => {
        const [low = 0, high = 0] = ends;
        let filter: TrialFilter | undefined;
        for (const step of walked) {
          filter = stepped(scale, filter, step) ?? undefined;
          if (filter?.kind !== "range") throw new Error("There is a range after every step.");
          expect(filter.high).toBeGreaterThanOrEqual(filter.low);
        }
        // Both ends of the axis are reached exactly: a trial that stands there is not lost.
        const whole = walk(scale, all(1), { moves: "low", by: Number.NEGATIVE_INFINITY });
        if (whole?.kind !== "range") throw new Error("The whole axis is a range.");
        expect(whole.low).toBeLessThanOrEqual(low);
        expect(whole.high).toBeGreaterThanOrEqual(high);
      }),
    );
  });
});

describe("the keys of a brush", () => {
  const key = (name: string, held: Partial<KeyboardEvent> = {}) =>
    brushStepOf({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, flat);

  it("move it, with Shift its upper end, with Ctrl or Cmd its lower one", () => {
    expect(key("ArrowRight")).toEqual({ moves: "all", by: 1 });
    expect(key("ArrowDown", { shiftKey: true })).toEqual({ moves: "high", by: -1 });
    expect(key("ArrowUp", { ctrlKey: true })).toEqual({ moves: "low", by: 1 });
    expect(key("ArrowLeft", { metaKey: true })).toEqual({ moves: "low", by: -1 });
    expect(key("PageUp")).toEqual({ moves: "all", by: 5 });
    expect(key("Home")).toEqual({ moves: "all", by: Number.NEGATIVE_INFINITY });
  });

  it("are no others: the window's own stay the window's", () => {
    for (const name of ["a", "Tab", "Enter", "F1"]) expect(key(name)).toBeNull();
    expect(key("ArrowLeft", { altKey: true })).toBeNull();
  });
});
