import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Strings = Readonly<Record<string, string>>;

const read = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Strings;
const english = read("package.nls.json");
const translations = readdirSync(".").filter((name) => /^package\.nls\.\w+\.json$/.test(name));

/** What a translation must not change: commands, settings, code and placeholders. */
function fixed(text: string): readonly string[] {
  return [
    ...text.matchAll(/\]\((command:[^)]+)\)|`([^`]*)`|\{(?:name| "trials": 200 )\}|^# @.*$|hyperlens_example\.py/gm),
  ]
    .map(([all, command, code]) => command ?? code ?? all)
    .sort();
}

describe("the translations of the manifest", () => {
  it("include German", () => {
    expect(translations).toContain("package.nls.de.json");
  });

  it.each(translations)("%s has every text, and no other", (file) => {
    expect(Object.keys(read(file)).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(translations)("%s leaves commands, settings and code as they are", (file) => {
    const strings = read(file);
    for (const [key, text] of Object.entries(english))
      expect([key, fixed(strings[key] ?? "")]).toEqual([key, fixed(text)]);
  });

  it.each(translations)("%s is translated, but for words that are the same", (file) => {
    const same = Object.entries(read(file)).filter(([key, text]) => text === english[key]);
    expect(same.map(([key]) => key)).toEqual(["settings.editor.title"]);
  });
});
