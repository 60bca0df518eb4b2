import { describe, expect, it } from "vitest";
import { definitionOf, fileOf, readDefinition } from "../../../src/extension/run/definition.js";

describe("the definition of a task", () => {
  it("names the file from the workspace folder", () => {
    expect(definitionOf("/project", "/project/models/fit.py", "fit")).toEqual({
      type: "hyperlens",
      file: "models/fit.py",
      study: "fit",
    });
  });

  it("names a file elsewhere in full", () => {
    expect(definitionOf("/project", "/other/fit.py", "fit").file).toBe("/other/fit.py");
  });

  it("differs from one study, and from one set of options, to the next", () => {
    const options = { trials: 3 };
    expect(definitionOf("/project", "/project/a.py", "a", options)).toEqual({
      type: "hyperlens",
      file: "a.py",
      study: "a",
      options,
    });
  });

  it("is another one for a single trial", () => {
    const definition = definitionOf("/project", "/project/a.py", "a", {}, { trial: 7 });
    expect(definition).toEqual({ type: "hyperlens", file: "a.py", study: "a", trial: 7 });
    expect(readDefinition({ ...definition })).toEqual(definition);
    expect(readDefinition({ ...definition, trial: -1 })).toMatch(/number of a trial/);
  });

  it("is another one for repeats of the best trials", () => {
    const definition = definitionOf("/project", "/project/a.py", "a", {}, { confirm: true });
    expect(definition).toEqual({ type: "hyperlens", file: "a.py", study: "a", confirm: true });
    expect(readDefinition({ ...definition })).toEqual(definition);
    expect(readDefinition({ ...definition, confirm: false })).toEqual({ type: "hyperlens", file: "a.py", study: "a" });
    expect(readDefinition({ ...definition, confirm: 3 })).toMatch(/true or false/);
    expect(readDefinition({ ...definition, trial: 3 })).toMatch(/not both/);
  });

  it("leads back to the file", () => {
    for (const file of ["/project/models/fit.py", "/other/fit.py"]) {
      expect(fileOf(definitionOf("/project", file, "fit"), "/project")).toBe(file);
    }
  });

  it("is read from what somebody has written", () => {
    const written = { type: "hyperlens", file: "a.py", study: "a", options: { trials: 3, noisy: true } };
    expect(readDefinition(written)).toEqual(written);
  });

  it("is refused with what is missing", () => {
    expect(readDefinition({ type: "hyperlens", study: "a" })).toMatch(/`file`/);
    expect(readDefinition({ type: "hyperlens", file: "a.py" })).toMatch(/`study`/);
    expect(readDefinition({ type: "hyperlens", file: "a.py", study: "a", options: [1] })).toMatch(/`options`/);
    expect(readDefinition({ type: "hyperlens", file: "a.py", study: "a", options: { trials: null } })).toMatch(
      /`options`/,
    );
  });
});
