import { describe, expect, it } from "vitest";
import { columnFormat } from "../../../webview/model/column-format.js";
import { gainOf } from "../../../webview/model/gain.js";
import { complete, studyOf } from "../trials.js";

describe("the numbers of a column", () => {
  it("share their decimals where that keeps enough digits of all", () => {
    const format = columnFormat([0.9, 0.93108, 0.5]);
    expect([0.9, 0.93108, 0.5].map(format)).toEqual(["0.90000", "0.93108", "0.50000"]);
    expect(columnFormat([12.5, 3.25])(3.25)).toBe("3.250");
  });

  it("are written one by one where they differ by orders of magnitude, or are whole", () => {
    expect(columnFormat([20, 0.066222])(0.066222)).toBe("0.066222");
    expect(columnFormat([1e-7, 0.5])(1e-7)).toBe("1e-7");
    expect(columnFormat([64, 128])(64)).toBe("64");
  });

  it("spell what is not finite", () => {
    expect(columnFormat([0.5, Number.NaN])(Number.NaN)).toBe("NaN");
    expect(columnFormat([0.5])(Number.POSITIVE_INFINITY)).toBe("Infinity");
  });
});

describe("the gain over the baseline", () => {
  const [start, more, less, none] = studyOf(
    ["minimize"],
    { outcome: complete(2) },
    { outcome: complete(3) },
    { outcome: complete(1.5) },
    {},
  ).trials;

  it("is better or worse by direction, with sign and share", () => {
    expect(gainOf(more!, start!, "maximize", 0)).toEqual({ kind: "better", text: "+1 (+50 %)", baseline: 2 });
    expect(gainOf(more!, start!, "minimize", 0)?.kind).toBe("worse");
    expect(gainOf(less!, start!, "minimize", 0)).toEqual({ kind: "better", text: "−0.5 (−25 %)", baseline: 2 });
    expect(gainOf(start!, start!, "minimize", 0)?.kind).toBe("equal");
  });

  it("is absent where one of the two has no value", () => {
    expect(gainOf(none!, start!, "minimize", 0)).toBeNull();
    expect(gainOf(start!, none!, "minimize", 0)).toBeNull();
    expect(gainOf(start!, null, "minimize", 0)).toBeNull();
  });

  it("has no share of a baseline of 0", () => {
    const [zero, one] = studyOf(["maximize"], { outcome: complete(0) }, { outcome: complete(1) }).trials;
    expect(gainOf(one!, zero!, "maximize", 0)?.text).toBe("+1");
  });
});
