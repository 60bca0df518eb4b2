import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../src/core/annotations/languages.js";
import { DISTRIBUTIONS } from "../../src/core/annotations/tags/forms.js";

interface Rule {
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly patterns?: readonly Rule[];
  readonly include?: string;
}

const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly contributes: {
    readonly grammars: readonly {
      readonly path: string;
      readonly scopeName: string;
      readonly injectTo: readonly string[];
    }[];
    readonly snippets: readonly { readonly language: string; readonly path: string }[];
  };
};
const [grammar] = contributes.grammars;
const syntax = JSON.parse(readFileSync(grammar!.path, "utf8")) as {
  readonly scopeName: string;
  readonly patterns: readonly Rule[];
  readonly repository: Readonly<Record<string, Rule>>;
};

/** The root scope of each language of the table, as the editor's grammars call it. */
const SCOPES: Readonly<Record<string, string>> = {
  python: "source.python",
  gin: "source.gin",
  javascript: "source.js",
  javascriptreact: "source.js.jsx",
  typescript: "source.ts",
  typescriptreact: "source.tsx",
  r: "source.r",
  julia: "source.julia",
  shellscript: "source.shell",
  c: "source.c",
  cpp: "source.cpp",
  java: "source.java",
  csharp: "source.cs",
  kotlin: "source.kotlin",
  swift: "source.swift",
  scala: "source.scala",
  go: "source.go",
  rust: "source.rust",
  lua: "source.lua",
  ruby: "source.ruby",
  matlab: "source.matlab",
  powershell: "source.powershell",
  yaml: "source.yaml",
  toml: "source.toml",
  jsonc: "source.json.comments",
  ini: "source.ini",
  dotenv: "source.dotenv",
  makefile: "source.makefile",
};

describe("the highlighting of annotations", () => {
  it("reaches the comments of every language of the table", () => {
    expect(LANGUAGES.map(({ id }) => SCOPES[id])).toEqual([...grammar!.injectTo]);
    expect(grammar!.scopeName).toBe(syntax.scopeName);
  });

  it("begins at tags that the parser takes for tags", () => {
    const begins = Object.values(syntax.repository).flatMap(({ begin }) =>
      begin === undefined ? [] : [new RegExp(begin)],
    );
    expect(begins).toHaveLength(3);
    const starts = (text: string) => begins.some((begin) => begin.test(text));
    for (const text of [
      "# @study minimize",
      "// @tune int(1, 3)",
      "-- @constraint a < b",
      "#@tune bool",
      "/// @tune bool",
    ]) {
      expect(starts(text), text).toBe(true);
    }
    for (const text of ["# @studying", "# @tuned", "# @tune-in", "# @Study"]) expect(starts(text), text).toBe(false);
  });

  it("knows every distribution", () => {
    const rule = syntax.repository.tune!.patterns!.find(({ match }) => match?.includes("loguniform"))!;
    for (const { name } of DISTRIBUTIONS) expect(new RegExp(rule.match!).exec(`${name}(1, 2)`)?.[0]).toBe(name);
    expect(new RegExp(rule.match!).test("integer(1)")).toBe(false);
  });

  it("tells a number from a name with digits", () => {
    const number = new RegExp(syntax.repository.number!.match!);
    for (const text of ["1", "-0.5", "1e-3", ".5", "1_000"]) expect(number.exec(text)?.[0], text).toBe(text);
    for (const text of ["x1", "a.1b"]) expect(number.test(text), text).toBe(false);
  });

  it("includes only rules that are there", () => {
    const included = [...JSON.stringify(syntax).matchAll(/"include":"#(\w+)"/g)].map(([, name]) => name!);
    expect(included.filter((name) => !(name in syntax.repository))).toEqual([]);
  });
});

describe("the snippets", () => {
  it("are there for every language of the table, from one file", () => {
    expect(contributes.snippets.map(({ language }) => language)).toEqual(LANGUAGES.map(({ id }) => id));
    expect(new Set(contributes.snippets.map(({ path }) => path)).size).toBe(1);
  });

  it("begin with the language's own comment", () => {
    const snippets = JSON.parse(readFileSync(contributes.snippets[0]!.path, "utf8")) as Record<
      string,
      { body: string | string[] }
    >;
    for (const { body } of Object.values(snippets))
      expect([body].flat()[0]).toMatch(/^\$LINE_COMMENT @(?:study|tune|constraint) /);
  });
});
