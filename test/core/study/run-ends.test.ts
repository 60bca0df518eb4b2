import { describe, expect, it } from "vitest";
import { english, translation } from "../../../src/core/l10n/translation.js";
import { RUN_ENDS, runEndIn } from "../../../src/core/study/run-ends.js";

const { t } = translation({
  "All its trials are done.": "Alle Versuche sind beendet.",
  "Trial {0} reached {1}; the target was {2}.": "Ziel {2}: Versuch {0} erreichte {1}.",
});

describe("the end of a run", () => {
  it("is told in the words that are given, with what its sentence says", () => {
    expect(runEndIn(RUN_ENDS.done(english), t)).toBe("Alle Versuche sind beendet.");
    expect(runEndIn(RUN_ENDS.target(english, 12, "0.97", "0.95"), t)).toBe("Ziel 0.95: Versuch 12 erreichte 0.97.");
  });

  it.each(Object.entries(RUN_ENDS))("is known again from the journal: %s", (_, end) => {
    const say = end as (words: typeof t, ...values: string[]) => string;
    const told: string[] = [];
    const listen: typeof t = (text, ...values) => {
      told.push(text, ...values.map(String));
      return text;
    };
    runEndIn(say(english, "1.5", "2 h (a)", "x; y"), listen);
    expect(told[0]).toBe(say((text) => text, "", "", ""));
    expect(told.slice(1)).toEqual(["1.5", "2 h (a)", "x; y"].slice(0, told.length - 1));
  });

  it("stays as it is where it is nobody's sentence of ours", () => {
    expect(runEndIn("The disk is full.", t)).toBe("The disk is full.");
  });
});
