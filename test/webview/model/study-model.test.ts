import { describe, expect, it } from "vitest";
import { renamed } from "../../../src/core/study/records.js";
import { StudyReader } from "../../../webview/model/study-model.js";
import { RecordedStudy, WORKER } from "../../extension/recorded.js";

describe("a study as the page reads it", () => {
  it("shows a parameter under the name that it has today, and no other", () => {
    const recorded = new RecordedStudy();
    recorded.end(recorded.start(2), 0.5);
    const reader = new StudyReader();
    expect(reader.read(recorded.study).parameters).toEqual(["C", "kind"]);
    recorded.write(renamed(WORKER, recorded.study, { from: "C", to: "cost", space: 1 }));
    const { parameters, space } = reader.read(recorded.study);
    expect(parameters).toEqual(["cost", "kind"]);
    expect(space.parameters.map(({ name }) => name)).toEqual(parameters);
  });
});
