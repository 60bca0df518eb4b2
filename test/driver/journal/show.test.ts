import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { UTC } from "../../../src/core/journal/instant.js";
import { JournalReplay } from "../../../src/core/journal/replay.js";
import { showJournal } from "../../../src/driver/journal/show.js";

const vectors = resolve(import.meta.dirname, "../../core/journal/vectors");
const shown = (name: string) => {
  const replay = new JournalReplay(UTC);
  replay.push(readFileSync(join(vectors, name), "utf8"));
  return showJournal(replay.state, replay.error);
};

/** Every number within a value. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

describe("a shown journal", () => {
  it.each(readdirSync(vectors).filter((name) => name.endsWith(".log")))("is strict JSON: %s", (name) => {
    const value = shown(name);
    expect(numbersIn(value).every(Number.isFinite)).toBe(true);
    expect(JSON.parse(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value, null, 2)));
  });

  it("has trials with states and times as Optuna spells them", () => {
    expect(shown("01-simple.log").studies[0]?.trials[0]).toEqual({
      number: 0,
      state: "COMPLETE",
      params: { x: -1.6595599059485195, y: 0.7203244934421581 },
      values: [14.112703198668095],
      intermediate: [],
      started: "2026-11-23T22:33:19.843323+00:00",
      finished: "2026-11-23T22:33:19.849086+00:00",
    });
  });

  it("has non-finite numbers as strings and no values where there are none", () => {
    const trials = shown("03-nonfinite.log").studies.flatMap((study) => study.trials);
    const values = trials.flatMap((trial) => trial.values ?? []);
    expect(values).toContain("Infinity");
    expect(values).toContain("-Infinity");
    expect(trials.flatMap(({ intermediate }) => intermediate.map(([, value]) => value))).toContain("NaN");
    expect(shown("05-failed.log").studies[0]?.trials.find(({ state }) => state === "FAIL")?.values).toBeNull();
  });

  it("shows what a waiting trial was queued with", () => {
    const waiting = shown("06-enqueued.log").studies.flatMap(({ trials }) =>
      trials.filter(({ state }) => state === "WAITING"),
    );
    expect(waiting.length).toBeGreaterThan(0);
    expect(waiting[0]).toMatchObject({ values: null, finished: null });
  });

  it("shows a broken journal as far as it can be read, and where it breaks", () => {
    const { studies, error } = shown("25-broken-middle.log");
    expect(studies[0]?.name).toBe("simple");
    expect(error?.line).toBeGreaterThan(1);
    expect(shown("01-simple.log")).not.toHaveProperty("error");
  });
});
