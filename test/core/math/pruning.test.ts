import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { crc32 } from "../../../src/core/math/crc32.js";
import { percentile } from "../../../src/core/math/percentile.js";
import { roundedLog } from "../../../src/core/math/rounded-log.js";
import { exactSignedRankAbove, normalSignedRankAbove, signedRankAbove } from "../../../src/core/math/signed-rank.js";

const vectors: {
  readonly exact: readonly (readonly [number[], number])[];
  readonly tied: readonly (readonly [number[], number])[];
  readonly normal: readonly (readonly [number[], number])[];
  readonly percentiles: readonly (readonly [number[], number, number])[];
  readonly logs: readonly (readonly [number, number])[];
} = JSON.parse(readFileSync(join(import.meta.dirname, "vectors", "pruning.json"), "utf8"));

describe("the signed-rank test", () => {
  it("is SciPy's exact one without ties", () => {
    for (const [differences, p] of vectors.exact) expect(exactSignedRankAbove(differences) / p).toBeCloseTo(1, 10);
  });

  it("is SciPy's sum over all signs with ties and zeros", () => {
    for (const [differences, p] of vectors.tied) expect(exactSignedRankAbove(differences) / p).toBeCloseTo(1, 10);
  });

  it("is SciPy's normal approximation for many differences", () => {
    for (const [differences, p] of vectors.normal) {
      expect(normalSignedRankAbove(differences) / p).toBeCloseTo(1, 8);
      if (differences.length > 50) expect(signedRankAbove(differences)).toBe(normalSignedRankAbove(differences));
    }
  });

  it("finds nothing where all differences are 0, and knows nothing without any", () => {
    expect(signedRankAbove([0, 0, 0])).toBe(1);
    expect(signedRankAbove([])).toBeNaN();
  });
});

describe("a percentile", () => {
  it("is NumPy's", () => {
    for (const [values, q, expected] of vectors.percentiles) expect(percentile(values, q)).toBeCloseTo(expected, 10);
  });

  it("leaves out what is no number, and stands between infinities", () => {
    expect(percentile([Number.NaN, 3, Number.NaN, 5], 50)).toBe(4);
    expect(percentile([Number.NaN], 50)).toBeNaN();
    expect(percentile([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], 75)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe("a rounded logarithm", () => {
  it("is Python's to the last bit, so that the traps of quotients are the same", () => {
    for (const [x, expected] of vectors.logs) expect(roundedLog(x)).toBe(expected);
    expect(roundedLog(243) / roundedLog(3)).toBe(4.999999999999999);
    expect(roundedLog(1000) / roundedLog(10)).toBe(2.9999999999999996);
    expect(roundedLog(125) / roundedLog(5)).toBe(3.0000000000000004);
  });
});

describe.skipIf(zlibCrc32 === undefined)("a checksum", () => {
  it("is zlib's for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(crc32(text)).toBe(zlibCrc32(text));
      }),
    );
  });
});
