import { describe, expect, it } from "vitest";
import { advise } from "../../../src/core/assist/advise/advise.js";
import { completeAt } from "../../../src/core/assist/complete/complete.js";
import { hoverAt } from "../../../src/core/assist/hover.js";
import { parameterAt } from "../../../src/core/assist/references.js";
import { tunableAt } from "../../../src/core/assist/tunable.js";
import { annotated } from "./at.js";
import { TEXT } from "./large-file.js";

describe("help in a file of 5,000 lines with 300 annotations", () => {
  it("finds what stands at a place deep in the file", () => {
    const file = annotated("a.py", TEXT);
    const inTag = TEXT.indexOf("if p94 >") + 4;
    expect(hoverAt(file, inTag, () => null)?.text).toContain("p94");
    expect(completeAt(file, inTag).length).toBeGreaterThan(250);
    expect(parameterAt(file, inTag)?.slot.name).toBe("p94");
    expect(tunableAt(file, TEXT.indexOf("size=4000") + 6)).not.toBeNull();
    expect(advise(file, () => null).length).toBeGreaterThan(0);
  });
});
