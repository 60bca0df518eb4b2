import { describe, expect, it } from "vitest";
import { LANGUAGES, languageById, languageOf } from "../../../src/core/annotations/languages.js";

describe("the table of languages", () => {
  it.each([
    ["/a/b/train.py", "python"],
    ["C:\\a\\train.PY", "python"],
    ["a.min.mjs", "javascript"],
    ["a.tsx", "typescriptreact"],
    ["a.R", "r"],
    ["a.jl", "julia"],
    ["a.bash", "shellscript"],
    ["a.h", "c"],
    ["a.cu", "cpp"],
    ["a.yml", "yaml"],
    ["pyproject.toml", "toml"],
    ["a.jsonc", "jsonc"],
    ["a.cfg", "ini"],
    [".env", "dotenv"],
    ["Makefile", "makefile"],
  ])("knows %s as %s", (path, id) => {
    expect(languageOf(path)?.id).toBe(id);
    expect(languageById(id)?.id).toBe(id);
  });

  it.each(["a.txt", "py", "a.py.bak", "README", ""])("does not know %s", (path) => {
    expect(languageOf(path)).toBeNull();
  });

  it("knows JSON by both names that editors give it", () => {
    expect(languageById("json")?.id).toBe("jsonc");
    expect(languageById("plaintext")).toBeNull();
  });

  it("has each identifier and extension once, and no quote that hides a longer one", () => {
    const ids = LANGUAGES.map(({ id }) => id);
    const extensions = LANGUAGES.flatMap((row) => row.extensions);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(extensions).size).toBe(extensions.length);
    for (const { id, strings, lineComments } of LANGUAGES) {
      expect(lineComments.length, id).toBeGreaterThan(0);
      for (const [i, { open }] of strings.entries()) {
        expect(
          strings.slice(i + 1).some((later) => later.open.startsWith(open) && later.open !== open),
          `${id} ${open}`,
        ).toBe(false);
      }
    }
  });
});
