import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { textsIn } from "../../scripts/l10n/texts.mjs";

type Strings = Readonly<Record<string, string>>;

const read = (name: string) => JSON.parse(readFileSync(`l10n/${name}`, "utf8")) as Strings;
const { said, unsaid, unreadable } = textsIn(".");
const texts = [...new Set(said.map(({ text }) => text))].sort();
const translations = readdirSync("l10n").filter((name) => /^bundle\.l10n\.[\w-]+\.json$/.test(name));

/** Words that are the same in a translation. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  "bundle.l10n.de.json": [
    "Code",
    "Fold {0}",
    "Interpreter",
    "Median",
    "Parameter",
    "Pareto-optimal",
    "Tags",
    "Traceback",
    "Worker",
    "{0} Pareto-optimal",
    "{0}: {1}, {2} Pareto-optimal.",
  ],
};

/** Placeholders, icons, code and links in a text, in no order. */
function fixed(text: string): readonly string[] {
  return [...text.matchAll(/\{\d+\}|\$\([\w~-]+\)|`[^`{ ]+`|\b(?:HTTPS|breakpoint\(\)|Hyperlens|Optuna)/g)]
    .map(([word]) => word)
    .sort();
}

/** Whether a literal reads like something that is said to people: two words in a row, or one that begins with a capital. */
function isSpoken(text: string): boolean {
  return /(?:^|[\s(])[A-Z][a-z]{2,}/.test(text) || /\b[a-z]+[,:;]? [a-z]+\b|\} [a-z]{3,}|[a-z]{3,}[,:]? \{/.test(text);
}

describe("the texts of the editor and the panel", () => {
  it("are literals where they are given to t, or nobody could translate them", () => {
    expect(unreadable).toEqual([]);
    expect(texts.length).toBeGreaterThan(250);
  });

  it("have a placeholder for each value, and a value for each placeholder", () => {
    const wrong = said.filter(({ text, values }) => {
      const places = new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, at]) => Number(at)));
      return values !== null && (places.size !== values || Math.max(-1, ...places) !== values - 1);
    });
    expect(wrong.map(({ text, place }) => `${place} ${text}`)).toEqual([]);
  });

  it("are made in functions in the extension, whose words are there only after its modules have loaded", () => {
    expect(said.filter(({ early, place }) => early && place.startsWith("src/extension/"))).toEqual([]);
  });

  it("are listed in English, for translations to start from: npm run l10n", () => {
    expect(read("bundle.l10n.json")).toEqual(Object.fromEntries(texts.map((text) => [text, text])));
  });

  it("are translated into German", () => {
    expect(translations).toContain("bundle.l10n.de.json");
  });

  it.each(translations)("%s has every text, and no other: npm run l10n tells which", (name) => {
    expect(Object.keys(read(name)).sort()).toEqual(texts);
  });

  it.each(translations)("%s keeps placeholders, icons and code", (name) => {
    for (const [text, translated] of Object.entries(read(name))) {
      expect([text, fixed(translated)]).toEqual([text, fixed(text)]);
    }
  });

  it.each(translations)("%s is translated, but for words that are the same", (name) => {
    const same = Object.entries(read(name)).filter(([text, translated]) => text === translated);
    expect(same.map(([text]) => text)).toEqual(SAME[name]);
  });
});

describe("the German texts", () => {
  /** `Sie` and `Ihr` within a sentence, where they can only be the reader, and every form of `du`. */
  const ADDRESS = /(?<=[\p{L},] )(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b|\b[Dd](?:u|ich|ir|ein(?:e[mnrs]?)?)\b/u;
  const files = ["l10n/bundle.l10n.de.json", "package.nls.de.json"];

  it.each(files)("do not address the reader, neither as Sie nor as du: %s", (file) => {
    const strings = JSON.parse(readFileSync(file, "utf8")) as Strings;
    expect(Object.entries(strings).filter(([, text]) => ADDRESS.test(text))).toEqual([]);
  });

  it.each(["Öffnen Sie einen Ordner.", "Das steht in Ihrem Code.", "Öffne deinen Ordner.", "Wenn du willst."])(
    "would be found to in %s",
    (text) => expect(text).toMatch(ADDRESS),
  );

  it.each(["Sie steht schon links.", "Nicht warten: Sie werden unterbrochen.", "Ihre Versuche lassen sich ansehen."])(
    "are not found to in %s",
    (text) => expect(text).not.toMatch(ADDRESS),
  );
});

describe("what people read of the extension", () => {
  /** What is written for language models, for the log alone, or as code. */
  const apart = [
    "src/extension/tools/",
    "src/extension/example/source.ts",
    "src/extension/run/definition.ts",
    "src/extension/run/python-choice.ts",
  ];
  /** Names, and the words by which code tells things apart. */
  const names = [
    "Hyperlens",
    "Hyperlens: {0}",
    "Markdown",
    "Python",
    "cut off",
    "This is a worker thread of the extension, not a program.",
  ];

  it("is given to t", () => {
    const found = unsaid.filter(
      ({ text, place }) =>
        place.startsWith("src/extension/") &&
        !apart.some((path) => place.startsWith(path)) &&
        !names.includes(text) &&
        isSpoken(text),
    );
    expect(found).toEqual([]);
  });

  it.each(["Open Results", "The code of {0} was not found.", "{0} runs here", "has a mistake", "best {0}"])(
    "would be missed in %s",
    (text) => {
      expect(isSpoken(text)).toBe(true);
    },
  );

  it.each(["hyperlens.run", "$(sync~spin) {0}", "{0} · {1}", "**/*.{0}", "image/png", "{0} = {1}"])(
    "is not taken to be %s",
    (text) => {
      expect(isSpoken(text)).toBe(false);
    },
  );
});

describe("what people read of the annotation language", () => {
  /** What it says to people, in the editor and on the command line. */
  const language = ["src/core/annotations/", "src/core/assist/", "src/core/text/"];
  /** What the command line alone says, and words that are looked for in code. */
  const apart = ["src/core/annotations/baseline.ts", "src/core/assist/propose/known.ts"];
  /** A mistake in the tables of the product itself. */
  const internal = ["The range {0} cannot be read."];

  /** Three words in a row, or two with a capital at the front; pictures and annotations are made of words, too. */
  const isSentence = (text: string) =>
    !/^[<@]/.test(text) && /\b[a-z]+ (?:[a-z]+|\{\d\}) [a-z]+\b|^[A-Z][a-z]+ [a-z]+/.test(text.replace(/`[^`]*`/g, ""));

  it("is given to phrase or t", () => {
    const found = unsaid.filter(
      ({ text, place }) =>
        language.some((path) => place.startsWith(path)) &&
        !apart.some((path) => place.startsWith(path)) &&
        !internal.includes(text) &&
        isSentence(text),
    );
    expect(found).toEqual([]);
  });

  it.each(["Swap the ends", "the value in the code", "`{0}` has no literal in the code", "This function"])(
    "would be missed in %s",
    (text) => expect(text).toSatisfy(isSentence),
  );

  it.each([
    ["samplers", "src/core/samplers/"],
    ["pruners", "src/core/pruners/"],
    ["options", "src/core/study/option-list.ts"],
  ])("includes what %s are for", (_, path) => {
    expect(said.filter(({ place }) => place.startsWith(path)).length).toBeGreaterThan(20);
  });
});

describe("what people read of the panel", () => {
  /** A picture that cannot be drawn, and a worker that has no page, end in the console of the window's developers. */
  const apart = ["webview/export/", "webview/analysis.ts", "webview/analysis/start.ts"];
  const keys =
    /^(?:Escape|Enter|Tab|Home|End|Delete|Backspace|ContextMenu|(?:Arrow|Page)[A-Z][a-z]+|S C M Shift\+F10)$/;

  /** Names of classes are words in a row, too: only capitals tell texts from them. */
  const isTitled = (text: string) => /(?:^|[\s(])[A-Z][a-z]{2,}/.test(text) && !keys.test(text) && text !== "Hyperlens";

  it("is given to t", () => {
    const found = unsaid.filter(
      ({ text, place }) =>
        place.startsWith("webview/") && !apart.some((path) => place.startsWith(path)) && isTitled(text),
    );
    expect(found).toEqual([]);
  });

  it("would be missed where it begins with a capital", () => {
    expect(["Best trial", "Trial {0}", "Escape", "mark mark-{0}"].map(isTitled)).toEqual([true, true, false, false]);
  });
});
