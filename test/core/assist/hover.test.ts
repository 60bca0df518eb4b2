import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DISTRIBUTIONS } from "../../../src/core/annotations/tags/forms.js";
import type { StudyFacts } from "../../../src/core/assist/facts.js";
import { hoverAt } from "../../../src/core/assist/hover.js";
import { signatureAt } from "../../../src/core/assist/signature.js";
import { translation } from "../../../src/core/l10n/translation.js";
import { atCaret } from "./at.js";

const FACTS: StudyFacts = {
  directions: ["minimize"],
  finished: 12,
  space: [],
  best: { number: 7, values: [0.25], params: new Map([["lr", { kind: "real", value: 0.005 }]]) },
  insight: new Map(),
};

function hover(marked: string, facts: StudyFacts | null = null, path = "a.py") {
  const { annotated, offset } = atCaret(path, marked);
  const found = hoverAt(annotated, offset, () => facts);
  return found === null ? null : { ...found, over: annotated.text.slice(found.range.start, found.range.end) };
}

/** The drawing in a hover's markdown. */
function svg(text: string): string {
  const address = /\(data:image\/svg\+xml;utf8,([^)\s]*)\)/.exec(text)?.[1];
  if (address === undefined) throw new Error(`No picture in ${text}`);
  return decodeURIComponent(address);
}

const study = (tune: string, value = "lr=0.01") =>
  `# @study minimize\ndef f(\n    ${value},  # @tune ${tune}\n): ...\n`;

describe("a hover in another language", () => {
  it("says everything about a parameter in the words that it is given", () => {
    const { t } = translation(JSON.parse(readFileSync("l10n/bundle.l10n.de.json", "utf8")));
    const { annotated, offset } = atCaret("a.py", study("‸loguniform(1e-5, 0.1)"));
    const text = hoverAt(annotated, offset, () => FACTS, t)!.text.replace(/!\[[^\n]*/, "");
    expect(text.split("\n\n").filter((line) => line !== "")).toEqual([
      "**lr** der Studie f",
      "`loguniform(1e-5, 0.1)` — Reelle Zahlen, gleichverteilt im Logarithmus; low liegt über 0.",
      "Reelle Zahlen von 1e-5 bis 0.1, jeder Faktor gleich wahrscheinlich: 4 Zehnerpotenzen.",
      "Im Code: `0.01`. Bester: `0.005` in Versuch 7, mit dem Wert 0.25.",
    ]);
  });

  it("names the arguments of a distribution in these words", () => {
    const { t } = translation({ "The lower end, itself included.": "Das untere Ende." });
    const { annotated, offset } = atCaret("a.py", study("loguniform(‸1e-5, 0.1)"));
    expect(signatureAt(annotated, offset, t)?.parameters[0]?.summary).toBe("Das untere Ende.");
  });
});

describe("a hover over a distribution", () => {
  it("says what it means and its range, and draws it", () => {
    const found = hover(study("logun‸iform(1e-5, 0.1)"))!;
    expect(found.over).toBe("@tune loguniform(1e-5, 0.1)");
    expect(found.text).toContain("Reals, uniform in the logarithm");
    expect(found.text).toContain("from 1e-5 to 0.1");
    expect(found.text).toContain("4 decades");
    expect(svg(found.text)).toMatch(/^<svg .*<polygon .*>1e-5<\/text>.*>0.1<\/text>.*<\/svg>$/);
  });

  it.each([
    ["uniform(0, 1)", "lr=0.5"],
    ["uniform(0, 1, step=0.25)", "lr=0.5"],
    ["loguniform(1e-300, 1e300)", "lr=0.5"],
    ["int(1, 5)", "lr=2"],
    ["int(1, 5000)", "lr=2"],
    ["logint(1, 1000)", "lr=2"],
    ["normal(0, 1)", "lr=0.5"],
    ["normal(0, 1, low=0.3, high=0.9)", "lr=0.5"],
    ["lognormal(0, 1)", "lr=0.5"],
    ['choice("a<b", "c & d")', 'lr="c & d"'],
    ["choice(1, 2, weights=(3, 1))", "lr=2"],
    ["ordinal(1, 2, None)", "lr=2"],
    ["bool", "lr=True"],
    ["uniform(1, 1)", "lr=1.0"],
  ])("draws %s with finite numbers and whole markup", (tune, value) => {
    const drawn = svg(hover(study(`‸${tune}`, value))!.text);
    expect(drawn).not.toMatch(/NaN|Infinity|undefined/);
    expect(drawn.replace(/&(?:amp|lt|gt);/g, "")).not.toContain("&");
    expect(drawn.match(/<line /g)!.length).toBeGreaterThan(20);
  });

  it("is there for each distribution of the language", () => {
    expect(DISTRIBUTIONS.map(({ name }) => name).sort()).toEqual(
      ["bool", "choice", "int", "logint", "loguniform", "lognormal", "normal", "ordinal", "uniform"].sort(),
    );
  });

  it("tells the best value and marks it in the picture", () => {
    const { text } = hover(study("‸loguniform(1e-5, 0.1)"), FACTS)!;
    expect(text).toContain("Best: `0.005` in trial 7, which scored 0.25");
    expect(svg(text)).toContain("best 0.005");
    expect(hover(study("‸loguniform(1e-5, 0.1)"))!.text).not.toContain("Best");
  });
});

describe("a hover over a parameter of a study that has run", () => {
  const points = Array.from({ length: 40 }, (_, i) => ({ x: 10 ** (-5 + (i + 0.5) / 10), y: Math.abs(i - 20) }));
  const learnt = (importance: number | null, given = points): StudyFacts => ({
    ...FACTS,
    insight: new Map([["lr", { importance, points: given }]]),
  });
  const text = (facts: StudyFacts) => hover(study("‸loguniform(1e-5, 0.1)"), facts)!.text;
  const pictures = (markdown: string) =>
    [...markdown.matchAll(/\(data:image\/svg\+xml;utf8,([^)\s]*)\)/g)].map(([, one]) => decodeURIComponent(one!));

  it("says how important it is", () => {
    expect(text(learnt(0.42))).toContain("Importance: **42 %** of what sets the best trials apart.");
    expect(text(learnt(0.004))).toContain("**< 1 %**");
    expect(text(learnt(null))).not.toContain("Importance");
  });

  it("draws its slice, a dot for each trial and the best one marked on the same axis", () => {
    const [, slice] = pictures(text(learnt(0.42)));
    const dots = [...slice!.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(dots).toHaveLength(41);
    expect(dots[0]).toBeCloseTo(14 + 292 / 80, 0);
    expect(slice).toContain("40 trials");
    // 0.005 lies at 67.5 % of the four decades.
    expect(dots.at(-1)).toBeCloseTo(14 + 292 * ((Math.log10(0.005) + 5) / 4), 0);
  });

  it("leaves out what lies outside the present range, and draws nothing of a single trial", () => {
    const [, slice] = pictures(text(learnt(0.42, [...points, { x: 5, y: 1 }])));
    expect(slice).toContain("40 trials");
    expect(pictures(text(learnt(0.42, points.slice(0, 1))))).toHaveLength(1);
  });

  it("spreads the trials of a category within its slot", () => {
    const insight = new Map([["kind", { importance: 1, points: [0, 1, 1, 1].map((x, y) => ({ x, y })) }]]);
    const best = { number: 0, values: [0], params: new Map([["kind", { kind: "string", value: "a" } as const]]) };
    const { text: told } = hover(study('choice("a‸", "b")', 'kind="a"'), { ...FACTS, best, insight })!;
    const [, slice] = pictures(told);
    const dots = [...slice!.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    expect(new Set(dots.slice(0, 4)).size).toBe(4);
    expect(dots.slice(1, 4).every((x) => x > 160)).toBe(true);
    expect([dots[0]!, dots[4]!].every((x) => x < 160)).toBe(true);
  });
});

describe("a hover over the code", () => {
  it("tells of the parameter on its name and on its value", () => {
    expect(hover(study("loguniform(1e-5, 0.1)", "l‸r=0.01"), FACTS)!.over).toBe("lr");
    expect(hover(study("loguniform(1e-5, 0.1)", "lr=0.0‸1"), FACTS)!.over).toBe("0.01");
    expect(hover("# @study minimize\nd‸ef f(lr=0.01): ...\n")).toBeNull();
  });
});

describe("a hover in @study", () => {
  const text = (words: string) => hover(`# @study ${words}\n`)?.text;

  it("documents tags, directions, options and samplers with their options", () => {
    expect(hover("# @stu‸dy minimize\n")!.text).toContain("**`@study`**");
    expect(text("mini‸mize")).toContain("Smaller values are better");
    expect(text("minimize trial‸s=5")).toContain("--trials");
    expect(text("minimize sampler=t‸pe")).toContain("**`tpe`** (sampler)");
    expect(text("minimize sampler=gp(acqui‸sition=ei)")).toContain("**`acquisition`**");
    expect(text("a_na‸me minimize")).toBeUndefined();
  });
});

describe("a hover over a parameter in a condition or constraint", () => {
  it("tells of that parameter", () => {
    const file = (condition: string, rule = "") =>
      `# @study minimize\n${rule}def f(\n    a=1,  # @tune int(1, 3)\n    b=1,  # @tune int(1, 3) ${condition}\n): ...\n`;
    expect(hover(file("if ‸a == 2"))!.text).toMatch(/^\*\*a\*\* of study f/);
    expect(hover(file("", "# @constraint a + ‸b < 4\n"))!.text).toMatch(/^\*\*b\*\* of study f/);
    expect(hover(file("if a == 2").replace("b=1", "b‸=1"))!.text).toContain("Searched only where `a == 2`");
  });
});

describe("signature help", () => {
  const help = (marked: string) => {
    const { annotated, offset } = atCaret("a.py", study(marked));
    return signatureAt(annotated, offset);
  };
  const active = (marked: string) => {
    const found = help(marked)!;
    const { start, end } = found.parameters[found.active]!;
    return found.label.slice(start, end);
  };

  it("names the argument at the caret", () => {
    expect(help("uniform(‸0, 1)")!.label).toBe("uniform(low, high, step=)");
    expect(active("uniform(‸0, 1)")).toBe("low");
    expect(active("uniform(0, ‸1)")).toBe("high");
    expect(active("uniform(0, 1, ‸")).toBe("step=");
    expect(active("normal(0, 1, high=‸2)")).toBe("high=");
    expect(active('choice("a, b", ‸"c")')).toBe("b");
  });

  it("is silent outside the arguments", () => {
    expect(help("‸uniform(0, 1)")).toBeNull();
    expect(help("uniform(0, 1)‸")).toBeNull();
    expect(help('int(0, 1) if (a == "x" ‸)')).toBeNull();
  });
});
