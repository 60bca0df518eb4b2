import { describe, expect, it } from "vitest";
import { languageById } from "../../../src/core/annotations/languages.js";
import { parseSource } from "../../../src/core/annotations/parse.js";
import { JournalState } from "../../../src/core/study/journal-state.js";
import { newStudy, runningTrial } from "../../../src/core/study/records.js";
import { setupOf } from "../../../src/core/study/setup.js";
import { draftOf, readDraft } from "../../../webview/form/draft.js";

const SOURCE = `# @study s minimize loss
# @constraint units * depth <= 200
def f(
    kind="net",  # @tune choice("net", "svm")
    units=32,  # @tune int(8, 64) if kind == "net"
    depth=2,  # @tune int(1, 9) if kind == "net"
    C=1.0,  # @tune loguniform(1e-3, 1e3) if kind == "svm"
    bias=True,  # @tune bool
):
    return 0
`;

function studyWith(point: ReadonlyMap<string, number>) {
  const study = parseSource(SOURCE, languageById("python")!).studies[0]!;
  expect(study.valid).toBe(true);
  const setup = { version: 1, space: study.space, goals: study.goals, options: study.options, language: "python" };
  const state = new JournalState();
  const source = { file: "a.py", name: "s", line: 1 };
  const created = {
    worker: "w",
    id: 0,
    name: "s",
    directions: ["minimize"],
    metrics: ["loss"],
    setup,
    source,
    seed: 1,
  } as const;
  const trial = {
    worker: "w",
    study: 0,
    started: 1,
    space: study.space,
    point,
    spaceVersion: 1,
    attributes: [],
    reason: "",
  };
  for (const event of [...newStudy(created), ...runningTrial(trial)]) state.apply(event);
  const stored = state.study("s")!;
  return { setup: setupOf(stored)!, trial: stored.trials[0]! };
}

const net = studyWith(
  new Map([
    ["kind", 0],
    ["units", 16],
    ["depth", 3],
    ["bias", 1],
  ]),
);

describe("the draft of a trial", () => {
  it("begins with a trial's values, and with the middle of the range for what is not active in it", () => {
    expect(draftOf(net.setup, net.trial, null)).toEqual({
      kind: '"net"',
      units: "16",
      depth: "3",
      C: "1.0",
      bias: "True",
    });
  });

  it("holds what it can queue: the active values alone, as they were written", () => {
    const draft = { ...draftOf(net.setup, net.trial, null), units: " 20 " };
    const { active, problems, broken, values } = readDraft(net.setup, draft);
    expect([...active].sort()).toEqual(["bias", "depth", "kind", "units"]);
    expect(problems.size).toBe(0);
    expect(broken).toBeNull();
    expect(values).toEqual({ kind: '"net"', units: " 20 ", depth: "3", bias: "True" });
  });

  it("activates parameters as their conditions come to hold", () => {
    const { active, point } = readDraft(net.setup, { ...draftOf(net.setup, net.trial, null), kind: "svm" });
    expect([...active].sort()).toEqual(["C", "bias", "kind"]);
    expect(point.get("C")).toBe(1);
  });

  it.each([
    ["units", "7", /units=7 is outside its range; it is a whole number from 8 to 64/],
    ["units", "9.5", /units cannot be 9.5/],
    ["units", "many", /units cannot be many; it is a whole number from 8 to 64/],
    ["units", "", /units needs a value/],
    ["kind", "forest", /kind cannot be forest; it is one of "net", "svm"/],
    ["bias", "2", /bias cannot be 2; it is one of False, True/],
  ])("says what is wrong with %s = %j", (name, text, message) => {
    const { problems, values } = readDraft(net.setup, { ...draftOf(net.setup, net.trial, null), [name]: text });
    expect(problems.get(name)).toMatch(message);
    expect(values).toBeNull();
  });

  it("tells which constraint the values break, and queues them all the same", () => {
    const { broken, values } = readDraft(net.setup, {
      ...draftOf(net.setup, net.trial, null),
      units: "64",
      depth: "9",
    });
    expect(broken).toBe("units * depth <= 200");
    expect(values).not.toBeNull();
  });
});
