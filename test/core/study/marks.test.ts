import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type MarkChange, marksOf, NO_MARK, tagsIn } from "../../../src/core/study/marks.js";
import { marked } from "../../../src/core/study/records.js";
import { storedStudy } from "../export/studies.js";

const trials = (...marks: (MarkChange | undefined)[]) =>
  storedStudy(
    ["minimize"],
    ...marks.map((mark) => ({ result: { values: [1] }, ...(mark === undefined ? {} : { mark }) })),
  );

describe("the marks of trials", () => {
  it("are a star, tags and a note, and none where nothing was put down", () => {
    const study = trials(undefined, { star: true }, { tags: ["a", "b"], note: "seen" });
    expect([...marksOf(study)]).toEqual([
      [1, { star: true, tags: [], note: "" }],
      [2, { star: false, tags: ["a", "b"], note: "seen" }],
    ]);
  });

  it("come back as they were put, notes of any length and script", () => {
    fc.assert(
      fc.property(fc.boolean(), fc.string({ unit: "binary", maxLength: 9_000, size: "max" }), (star, note) => {
        const study = trials({ star, note });
        expect(marksOf(study).get(0) ?? NO_MARK).toEqual({ star, tags: [], note });
      }),
      { numRuns: 50 },
    );
  });

  it("are changed in part, and taken back", () => {
    const study = trials({ star: true, tags: ["a"], note: "long ".repeat(900) });
    apply(study, { note: "short" });
    expect(marksOf(study).get(0)).toEqual({ star: true, tags: ["a"], note: "short" });
    apply(study, { star: false, tags: [], note: "" });
    expect(marksOf(study).size).toBe(0);
  });

  it("write nothing where nothing changes", () => {
    const study = trials({ star: true, tags: ["a b"] });
    expect(marked("w", study, study.trials[0]!, { star: true, tags: [" a  b ", "a b", ""], note: "" })).toEqual([]);
  });

  it("are kept where optuna-dashboard keeps notes, by the trial's identifier, with a version that counts up", () => {
    const study = trials({ note: "one" });
    expect(study.systemAttributes.get("dashboard:0:note_ver")).toBe(1);
    expect(study.systemAttributes.get("dashboard:0:note_str:0")).toBe("one");
    apply(study, { note: "two" });
    expect(study.systemAttributes.get("dashboard:0:note_ver")).toBe(2);
  });

  it("name their tags once", () => {
    expect(tagsIn(marksOf(trials({ tags: ["b", "a"] }, { tags: ["a"] })))).toEqual(["a", "b"]);
  });
});

function apply(study: ReturnType<typeof trials>, change: MarkChange): void {
  const attributes = study.systemAttributes as Map<string, never>;
  for (const event of marked("w", study, study.trials[0]!, change)) {
    if (event.kind === "studyAttribute") attributes.set(event.key, event.value as never);
  }
}
