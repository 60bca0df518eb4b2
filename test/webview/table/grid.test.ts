import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gridStep } from "../../../webview/table/keys.js";
import { columnWindow, placesOf } from "../../../webview/table/layout.js";

const size = { rows: 10, columns: 4, page: 3 };
const press = (key: string, row: number, column: number, ctrlKey = false) =>
  gridStep({ key, ctrlKey, metaKey: false }, { row, column }, size);

describe("keys in the grid", () => {
  it("move by one cell and stop at the edges, the titles being row -1", () => {
    expect(press("ArrowDown", -1, 2)).toEqual({ row: 0, column: 2 });
    expect(press("ArrowDown", 9, 2)).toEqual({ row: 9, column: 2 });
    expect(press("ArrowUp", 0, 0)).toEqual({ row: -1, column: 0 });
    expect(press("ArrowRight", 0, 3)).toEqual({ row: 0, column: 3 });
    expect(press("ArrowLeft", 0, 1)).toEqual({ row: 0, column: 0 });
  });

  it("move by pages, to the ends of a row, and to the corners", () => {
    expect(press("PageDown", 8, 1)).toEqual({ row: 9, column: 1 });
    expect(press("PageUp", 1, 1)).toEqual({ row: 0, column: 1 });
    expect(press("End", 5, 0)).toEqual({ row: 5, column: 3 });
    expect(press("Home", 5, 3, true)).toEqual({ row: 0, column: 0 });
    expect(press("End", 0, 0, true)).toEqual({ row: 9, column: 3 });
  });

  it("that mean nothing here are left to the page", () => {
    expect(press("Tab", 0, 0)).toBeNull();
    expect(press("a", 0, 0)).toBeNull();
  });
});

describe("the columns that are drawn", () => {
  it("cover what is seen, and the gaps stand for all others", () => {
    const widths = fc.array(fc.integer({ min: 20, max: 300 }), { minLength: 2, maxLength: 200 });
    fc.assert(
      fc.property(widths, fc.nat(20_000), fc.integer({ min: 100, max: 2000 }), fc.nat(3), (all, left, room, more) => {
        const pinned = Math.min(1 + more, all.length - 1);
        const window = columnWindow(placesOf(all, pinned), left, left + room);
        const sum = (from: number, to: number): number => all.slice(from, to).reduce((a, b) => a + b, 0);
        expect(window.before).toBe(sum(pinned, window.first));
        expect(window.after).toBe(sum(window.end, all.length));
        expect(window.end).toBeGreaterThan(window.first - 1);
        // Nothing that is seen lies in a gap.
        expect(window.first === all.length - 1 || window.before <= left).toBe(true);
        expect(window.end === all.length || window.before + sum(window.first, window.end) >= left + room).toBe(true);
      }),
    );
  });

  it("that are pinned stand side by side from the left edge", () => {
    expect(placesOf([50, 60, 70, 80], 3)).toEqual({ widths: [50, 60, 70, 80], lefts: [0, 50, 110] });
    expect(columnWindow(placesOf([50, 60], 2), 0, 500)).toEqual({ first: 2, end: 2, before: 0, after: 0 });
  });
});
