import { describe, expect, it } from "vitest";
import { translation, wordsFor } from "../../../src/core/l10n/translation.js";

const words = { "{0} of {1}": "{1}: davon {0}", Run: "Starten" };

describe("the words for some texts", () => {
  it("are theirs alone, as far as they are translated", () => {
    expect(wordsFor(["Run", "Stop", "constructor"], words)).toEqual({ Run: "Starten" });
  });
});

describe("a translation", () => {
  it("is English before words are given", () => {
    const { t } = translation();
    expect(t("Trial {0} of {1}", 3, "svm")).toBe("Trial 3 of svm");
  });

  it("says a text by its words, with placeholders where that language wants them", () => {
    const { t, use } = translation();
    use(words);
    expect(t("{0} of {1}", 12, 60)).toBe("60: davon 12");
    expect(t("Run")).toBe("Starten");
  });

  it("says what it has no word for in English, also where an object has a property of that name", () => {
    const { t } = translation(words);
    expect(t("Stop")).toBe("Stop");
    expect(t("constructor")).toBe("constructor");
  });

  it("takes values as they are: neither as a pattern nor as another text with placeholders", () => {
    const { t } = translation();
    expect(t("{0}, {1}", "$& {1}", "b")).toBe("$& {1}, b");
  });

  it("keeps placeholders that nothing is given for, such as those of commands", () => {
    const { t } = translation();
    expect(t("python train.py --rate {rate} {0}")).toBe("python train.py --rate {rate} {0}");
  });
});
