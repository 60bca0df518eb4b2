import { describe, expect, it } from "vitest";
import { panelStatus } from "../../../src/extension/panel/status.js";
import { annotated, digest, RUNNING } from "../digests.js";

const { ref } = digest();

describe("what a results panel is told of its study", () => {
  it("is that it runs, and that it can be run", () => {
    const entry = { ref, annotated: annotated(), digest: digest({ activity: RUNNING }) };
    expect(panelStatus(entry, true)).toEqual({ running: true, annotated: true, note: null });
  });

  it("is whether it pauses or stops", () => {
    const status = (change: object) =>
      panelStatus({ ref, annotated: annotated(), digest: digest({ activity: { ...RUNNING, ...change } }) }, true);
    expect(status({ paused: true })).toMatchObject({ running: true, control: "paused" });
    expect(status({ paused: true, stop: "finish" })).toMatchObject({ running: true, control: "stopping" });
  });

  it("is where it runs, if that is another machine", () => {
    const entry = { ref, annotated: null, digest: digest({ activity: { ...RUNNING, host: "node7", pid: null } }) };
    expect(panelStatus(entry, true)).toEqual({ running: true, annotated: false, note: "Runs on node7." });
  });

  it("is why it does not run", () => {
    const broken = { ref, annotated: annotated("trials=none"), digest: digest() };
    expect(panelStatus(broken, true)).toMatchObject({ annotated: false, note: expect.stringContaining("mistake") });
    const fine = { ref, annotated: annotated(), digest: digest() };
    expect(panelStatus(fine, false)).toMatchObject({
      annotated: false,
      note: expect.stringContaining("Restricted Mode"),
    });
  });

  it("is nothing more for a journal without code", () => {
    expect(panelStatus(undefined, true)).toEqual({ running: false, annotated: false, note: null });
  });
});
