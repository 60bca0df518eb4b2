import { describe, expect, it } from "vitest";
import { phrase, sentences, worded } from "../../../src/core/l10n/phrase.js";
import { translation } from "../../../src/core/l10n/translation.js";

const { t } = translation({
  "There is no `{0}`.": "`{0}` gibt es nicht.",
  "Did you mean `{0}`?": "Gemeint ist `{0}`.",
  "{0} must be {1}.": "{1}: das muss {0} sein.",
  "a number": "eine Zahl",
});

describe("a phrase", () => {
  it("is English where no translation is given", () => {
    expect(worded(phrase("There is no `{0}`.", "lr"))).toBe("There is no `lr`.");
  });

  it("is put into the words of whoever shows it, the phrases in it, too", () => {
    const made = phrase("{0} must be {1}.", "low", phrase("a number"));
    expect(worded(made, t)).toBe("eine Zahl: das muss low sein.");
    expect(worded(made)).toBe("low must be a number.");
  });

  it("is data, which can be sent and compared", () => {
    const made = phrase("{0} must be {1}.", 3, phrase("a number"));
    expect(structuredClone(made)).toEqual(made);
  });

  it("takes values as they are, even those that look like placeholders", () => {
    expect(worded(phrase("There is no `{{0}}`.", "{0} $&"))).toBe("There is no `{{0} $&}`.");
  });
});

describe("sentences", () => {
  it("follow each other, each in its own words", () => {
    const made = sentences(phrase("There is no `{0}`.", "ls"), phrase("Did you mean `{0}`?", "lr"));
    expect(worded(made)).toBe("There is no `ls`. Did you mean `lr`?");
    expect(worded(made, t)).toBe("`ls` gibt es nicht. Gemeint ist `lr`.");
  });

  it("leave out those that are null", () => {
    expect(sentences(phrase("Done"), null)).toEqual(phrase("Done"));
    expect(worded(sentences(phrase("One."), null, phrase("Two.")))).toBe("One. Two.");
  });
});

describe("a name", () => {
  it("is the same in every language", () => {
    expect(worded("a number", t)).toBe("a number");
  });
});
