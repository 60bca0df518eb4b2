import { describe, expect, it } from "vitest";
import { statusText, statusTooltip } from "../../../src/extension/status/text.js";
import { digest, RUNNING } from "../digests.js";

const running = digest({ activity: RUNNING });

describe("the status bar", () => {
  it("names the running study, its progress and its best", () => {
    expect(statusText([running])).toBe("$(sync~spin) digits 12 of 60 · best 0.9712 (+0.0134)");
    expect(statusText([digest({ activity: RUNNING, best: null, finished: 0 })])).toBe("$(sync~spin) digits 0 of 60");
  });

  it("tells in its tooltip what the run still takes, and with what", () => {
    const outlook = {
      left: 48,
      parallel: 4,
      seconds: 721,
      each: 12.34,
      memory: 210e6,
      interpreter: { path: "/env/bin/python", runtime: "CPython 3.11.7" },
    };
    expect(statusTooltip([digest({ activity: RUNNING, outlook })], 90_000_000)).toContain(
      "about 13 min for 48 more trials, 4 at once; 12 s and 210 MB a trial, with CPython 3.11.7 (/env/bin/python)",
    );
  });

  it("says that a run pauses", () => {
    const paused = digest({ activity: { ...RUNNING, paused: true }, best: null });
    expect(statusText([paused])).toBe("$(debug-pause) digits paused, 12 of 60");
  });

  it("counts further studies that run", () => {
    expect(statusText([running, running, running])).toMatch(/\(\+2\)$/);
  });

  it("tells in its tooltip for how long each has run", () => {
    expect(statusTooltip([running], 90_000_000)).toContain("digits: 12 of 60, best 0.9712 (+0.0134), for 1 min 30 s");
  });
});
