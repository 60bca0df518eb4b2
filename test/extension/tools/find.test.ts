import { describe, expect, it } from "vitest";
import type { StudyEntry } from "../../../src/extension/studies/digest.js";
import { findStudy } from "../../../src/extension/tools/find.js";
import { annotated } from "../digests.js";

const relative = (file: string) => file.replace("/project/", "");

function entry(study: string, file: string): StudyEntry {
  const ref = { journal: `/project/.hyperlens/${study}.journal.log`, study };
  return { ref, annotated: { ...annotated("trials=60", file), ref }, digest: null };
}

const entries = [entry("digits", "one/model.py"), entry("digits", "two/model.py"), entry("wine", "wine.py")];
const find = (study: string, file?: string) => findStudy(entries, study, file, relative);

describe("the study that a language model means", () => {
  it("is found by its name, and by its file where several have one name", () => {
    expect(find("wine")).toBe(entries[2]);
    expect(find("digits", "two/model.py")).toBe(entries[1]);
    expect(find("digits", "./one/model.py")).toBe(entries[0]);
    expect(find("digits", "one\\model.py")).toBe(entries[0]);
    expect(find("wine", "/project/wine.py")).toBe(entries[2]);
  });

  it("is asked for again where it is not clear, with what there is", () => {
    expect(() => find("digits")).toThrow("Several studies are called `digits`: give the field `file`, one of");
    expect(() => find("digits", "three.py")).toThrow(
      "No study `digits` is in `three.py`; there is one in `one/model.py`",
    );
    expect(() => find("digit")).toThrow("Did you mean `digits`?");
    expect(() => find("unheard")).toThrow("There are digits, wine.");
    expect(() => findStudy([], "digits", undefined, relative)).toThrow("There is no study in this workspace");
  });
});
