import { describe, expect, it } from "vitest";
import { advise } from "../../../src/core/assist/advise/advise.js";
import { completeAt } from "../../../src/core/assist/complete/complete.js";
import { hoverAt } from "../../../src/core/assist/hover.js";
import { parameterAt } from "../../../src/core/assist/references.js";
import { tunableAt } from "../../../src/core/assist/tunable.js";
import { annotated } from "./at.js";

/** A file of 5,000 lines, 300 of them tuned. */
const LINES = [
  "# @study big minimize",
  "def f(",
  ...Array.from(
    { length: 300 },
    (_, i) => `    p${i}=${i + 1},  # @tune int(1, 1000)${i > 0 && i % 5 === 0 ? ` if p${i - 1} > 3` : ""}`,
  ),
  "):",
  ...Array.from({ length: 4690 }, (_, i) => `    x${i} = g(${i}, size=${i})`),
  "    return x1",
  "",
];
const TEXT = LINES.join("\n");

function seconds(work: () => unknown): number {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
}

describe("help in a file of 5,000 lines with 300 annotations", () => {
  // Generous bounds: what they keep out is work in proportion to the square of the annotations.
  it("comes without a wait", () => {
    const file = annotated("a.py", TEXT);
    const inTag = TEXT.indexOf("if p94 >") + 4;
    const times = {
      tunes: seconds(() => file.tunes),
      hover: seconds(() => expect(hoverAt(file, inTag, () => null)?.text).toContain("p94")),
      completion: seconds(() => expect(completeAt(file, inTag).length).toBeGreaterThan(250)),
      definition: seconds(() => expect(parameterAt(file, inTag)?.slot.name).toBe("p94")),
      lightBulb: seconds(() => expect(tunableAt(file, TEXT.indexOf("size=4000") + 6)).not.toBeNull()),
      advice: seconds(() => expect(advise(file, () => null).length).toBeGreaterThan(0)),
    };
    for (const [what, time] of Object.entries(times))
      expect(time, `${what}: ${JSON.stringify(times)}`).toBeLessThan(0.5);
  });
});
