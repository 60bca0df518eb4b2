import { describe, expect, it } from "vitest";
import { textsInBundle, textsOf } from "../../../scripts/l10n/texts.mjs";

describe("the search for texts", () => {
  it("finds what is given to t, with the number of its values and its place", () => {
    const { said, unsaid } = textsOf('function f() {\n  return t("Trial {0} of {1}", trial, name);\n}', "a.ts");
    expect(said).toEqual([{ text: "Trial {0} of {1}", place: "a.ts:2", values: 2, early: false }]);
    expect(unsaid).toEqual([]);
  });

  it("finds what is given to phrase, which may be made as its module loads: it is put into words later", () => {
    const { said, unsaid } = textsOf('const METRIC = phrase("The metric of {0}", name);', "a.ts");
    expect(said).toEqual([{ text: "The metric of {0}", place: "a.ts:1", values: 1, early: false }]);
    expect(unsaid).toEqual([]);
  });

  it("leaves the number of values open where they are spread", () => {
    expect(textsOf('const f = () => t("{0}, {1}", ...words);', "a.ts").said[0]?.values).toBeNull();
  });

  it.each([
    ['const TITLE = t("Run");', true],
    ['const TITLES = { run: [t("Run")] };', true],
    ['class Lens { static title = t("Run"); }', false],
    ['const title = () => t("Run");', false],
    ['function title() { return t("Run"); }', false],
    ['class Lens { title() { return t("Run"); } }', false],
  ])("tells of %s whether it is made as the module loads", (source, early) => {
    expect(textsOf(source, "a.ts").said[0]?.early).toBe(early);
  });

  it.each(["t(text)", "phrase(text)", `t(\`Trial \${trial}\`)`, 't(ok ? "Yes" : "No")'])("cannot read %s", (source) => {
    expect(textsOf(`const f = () => ${source};`, "a.ts").unreadable).toEqual(["a.ts:1"]);
  });

  it("finds literals that are kept from t, with placeholders for the values of templates", () => {
    const source = `say(\`Trial \${trial}\`, "Run" as Word, { title: "Stop" } satisfies Item);`;
    expect(textsOf(source, "a.ts").unsaid.map(({ text }) => text)).toEqual(["Trial {0}", "Run", "Stop"]);
  });

  it("looks neither into the log, nor into types and imports", () => {
    const source = `import { a } from "A b";\ntype Word = "Run it" | "Stop it";\nlog().warn(\`Trial \${trial} is lost.\`);`;
    expect(textsOf(source, "a.ts").unsaid).toEqual([]);
  });

  it("looks into what is put into a text", () => {
    expect(textsOf('const f = () => t("Runs {0}", on ? "here now" : null);', "a.ts").unsaid).toHaveLength(1);
  });
});

describe("the texts of a bundle", () => {
  it("are those of our files that went into it, each once", () => {
    const input = { bytes: 0, imports: [] };
    const files = ["src/core/assist/signature.ts", "webview/form/field.css", "node_modules/a/index.ts"];
    const inputs = Object.fromEntries(files.map((file) => [file, input]));
    const texts = textsInBundle(".", { inputs, outputs: {} });
    expect(texts).toContain("The lower end, itself included.");
    expect(texts).toHaveLength(7);
    expect(texts).toEqual([...new Set(texts)].sort());
  });
});
