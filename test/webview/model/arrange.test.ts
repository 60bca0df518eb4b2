import { describe, expect, it } from "vitest";
import { DEFAULT_LAYOUT, type TableLayout } from "../../../src/core/protocol/table-layout.js";
import {
  arrange,
  moved,
  nudged,
  withHiddenColumn,
  withPinnedColumn,
  withWidth,
} from "../../../webview/model/arrange.js";
import type { Column } from "../../../webview/model/columns.js";

const columns = ["number", "state", "value:0", "param:a", "param:b"].map((id): Column => {
  return {
    id,
    title: id,
    kind: "parameter",
    key: () => null,
    text: () => "",
    full: () => "",
    value: () => "",
    said: String,
  };
});

const ids = (layout: TableLayout, from = columns): string =>
  arrange(from, layout)
    .columns.map(({ id }) => id)
    .join(" ");
const shown = (layout: TableLayout): readonly Column[] => arrange(columns, layout).columns;

describe("the columns of the table", () => {
  it("stand as they come where nobody has moved them", () => {
    expect(ids(DEFAULT_LAYOUT)).toBe("number state value:0 param:a param:b");
    expect(arrange(columns, DEFAULT_LAYOUT).pinned).toBe(1);
  });

  it("are moved before another one or to the end, never before the number", () => {
    expect(ids(moved(DEFAULT_LAYOUT, columns, "param:b", "state"))).toBe("number param:b state value:0 param:a");
    expect(ids(moved(DEFAULT_LAYOUT, columns, "state", null))).toBe("number value:0 param:a param:b state");
    expect(ids(moved(DEFAULT_LAYOUT, columns, "state", "number"))).toBe("number state value:0 param:a param:b");
    expect(moved(DEFAULT_LAYOUT, columns, "number", null)).toBe(DEFAULT_LAYOUT);
  });

  it("go by one place, and not beyond the ends", () => {
    const right = nudged(DEFAULT_LAYOUT, columns, "state", 1);
    expect(ids(right)).toBe("number value:0 state param:a param:b");
    expect(ids(nudged(right, shown(right), "state", -1))).toBe("number state value:0 param:a param:b");
    expect(ids(nudged(DEFAULT_LAYOUT, columns, "param:b", 1))).toBe("number state value:0 param:a param:b");
    expect(ids(nudged(DEFAULT_LAYOUT, columns, "state", -1))).toBe("number state value:0 param:a param:b");
  });

  it("are hidden and come back to their place, the number never", () => {
    const hidden = withHiddenColumn(moved(DEFAULT_LAYOUT, columns, "param:b", "state"), "param:b", true);
    expect(ids(hidden)).toBe("number state value:0 param:a");
    const later = moved(hidden, shown(hidden), "param:a", "state");
    expect(ids(withHiddenColumn(later, "param:b", false))).toBe("number param:b param:a state value:0");
    expect(ids(withHiddenColumn(DEFAULT_LAYOUT, "number", true))).toContain("number");
  });

  it("are pinned behind the number, and let go", () => {
    const pinned = withPinnedColumn(DEFAULT_LAYOUT, "param:a", true);
    expect(ids(pinned)).toBe("number param:a state value:0 param:b");
    expect(arrange(columns, pinned).pinned).toBe(2);
    expect(ids(withPinnedColumn(pinned, "param:a", false))).toBe("number state value:0 param:a param:b");
  });

  it("that came since stand behind those they follow by nature", () => {
    const layout = moved(DEFAULT_LAYOUT, columns.slice(0, 4), "param:a", "state");
    expect(ids(layout)).toBe("number param:a param:b state value:0");
  });

  it("that are gone leave no gap", () => {
    const layout = { ...DEFAULT_LAYOUT, order: ["number", "param:gone", "state"], pinned: ["param:gone"] };
    expect(ids(layout)).toBe("number state value:0 param:a param:b");
  });

  it("keep the width that they were given, until it is taken back", () => {
    const wide = withWidth(DEFAULT_LAYOUT, "state", 123.4);
    expect(wide.widths).toEqual({ state: 123 });
    expect(withWidth(wide, "state", null).widths).toEqual({});
  });
});
