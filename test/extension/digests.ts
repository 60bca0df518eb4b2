import { languageById } from "../../src/core/annotations/languages.js";
import { parseSource } from "../../src/core/annotations/parse.js";
import type { AnnotatedStudy } from "../../src/core/annotations/study.js";
import type { StudyDigest, StudyEntry, TrialDigest } from "../../src/extension/studies/digest.js";

/** A study as the parser reads it. */
export function annotated(options = "trials=60", file = "objective.py"): StudyEntry["annotated"] & object {
  const text = `# @study digits maximize accuracy  ${options}\ndef objective(\n    C=1.0,  # @tune loguniform(1e-3, 1e3)\n):\n    return C\n`;
  const study = parseSource(text, languageById("python")!).studies[0] as AnnotatedStudy;
  return {
    ref: { journal: "/project/.hyperlens/digits.journal.log", study: "digits" },
    file: `/project/${file}`,
    place: { cell: null, line: 0 },
    study,
  };
}

export function trial(change: Partial<TrialDigest> = {}): TrialDigest {
  return {
    number: 3,
    state: "complete",
    values: [0.9712],
    params: [{ name: "C", text: "2.5" }],
    baseline: false,
    older: false,
    started: 1_000_000,
    finished: 3_500_000,
    latest: null,
    failure: null,
    folds: null,
    ...change,
  };
}

/** A study that has had twelve of sixty trials and rests. */
export function digest(change: Partial<StudyDigest> = {}): StudyDigest {
  return {
    ref: { journal: "/project/.hyperlens/digits.journal.log", study: "digits" },
    directions: ["maximize"],
    metrics: ["accuracy"],
    source: null,
    space: [],
    counts: { waiting: 0, running: 0, complete: 12, pruned: 0, failed: 0 },
    recorded: 12,
    finished: 12,
    imported: 0,
    total: 60,
    parallel: 1,
    outlook: null,
    best: trial(),
    baseline: trial({ number: 0, values: [0.9578], baseline: true }),
    front: 0,
    activity: { kind: "idle" },
    started: 0,
    ended: "The run was stopped.",
    error: null,
    ...change,
  };
}

export const RUNNING: Extract<StudyDigest["activity"], { kind: "running" }> = {
  kind: "running",
  host: "here",
  pid: 42,
  stop: "no",
  paused: false,
  last: null,
  answered: false,
};
