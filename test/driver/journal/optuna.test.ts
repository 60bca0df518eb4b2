import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { worded } from "../../../src/core/l10n/phrase.js";
import {
  bool,
  choice,
  int,
  logint,
  lognormal,
  loguniform,
  normal,
  ordinal,
  uniform,
} from "../../../src/core/space/build.js";
import { parseExpression } from "../../../src/core/space/expression/parse.js";
import type { Literal } from "../../../src/core/space/literal.js";
import type { Parameter, SearchSpace } from "../../../src/core/space/space.js";
import { DEFAULT_OPTIONS } from "../../../src/core/study/options.js";
import {
  claim,
  finish,
  marked,
  newStudy,
  report,
  runningTrial,
  waitingTrial,
} from "../../../src/core/study/records.js";
import { Journal } from "../../../src/driver/journal/journal.js";
import { showJournal } from "../../../src/driver/journal/show.js";
import { optunaPython, PythonConversation } from "../../optuna.js";

/** Opens the journal in Optuna and answers what it is asked. */
const READER = `
import json, math, sys, warnings
warnings.simplefilter("error", UserWarning)
import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
optuna.logging.set_verbosity(optuna.logging.ERROR)
storage = JournalStorage(JournalFileBackend(sys.argv[1]))

def strict(x):
    if isinstance(x, float) and not math.isfinite(x):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(x)]
    if isinstance(x, (list, tuple)):
        return [strict(item) for item in x]
    return x

def when(t):
    return None if t is None else t.astimezone(__import__("datetime").timezone.utc).isoformat(timespec="microseconds")

def show(study):
    return {"name": study.study_name, "directions": [d.name.lower() for d in study.directions], "trials": [
        {"number": t.number, "state": t.state.name, "params": {k: strict(v) for k, v in t.params.items()},
         "values": strict(t.values), "intermediate": [[k, strict(v)] for k, v in t.intermediate_values.items()],
         "started": when(t.datetime_start), "finished": when(t.datetime_complete)} for t in study.trials]}

for line in sys.stdin:
    question = json.loads(line)
    study = optuna.load_study(study_name=question["study"], storage=storage)
    if question["do"] == "show":
        answer = show(study)
    elif question["do"] == "optimize":
        study.optimize(lambda trial: trial.suggest_float("rate", 1e-5, 1.0, log=True) + trial.suggest_int("depth", 1, 9, step=2), n_trials=question["trials"])
        answer = len(study.trials)
    elif question["do"] == "enqueue":
        study.enqueue_trial({"rate": 0.5})
        answer = len(study.trials)
    elif question["do"] == "attributes":
        answer = {key: value for key, value in storage.get_study_system_attrs(study._study_id).items() if "mark" in key or "note" in key}
    elif question["do"] == "best":
        answer = {"value": study.best_value, "params": study.best_params, "metrics": study.metric_names}
    print(json.dumps(answer), flush=True)
`;

const text = (value: string): Literal => ({ kind: "string", value });
const whole = (value: number): Literal => ({ kind: "int", value });
const worker = "hyperlens/host/1/test";

function when(condition: string): Parameter["condition"] {
  const parsed = parseExpression(condition);
  if (parsed.kind === "error") throw new Error(worded(parsed.message));
  return parsed.expression;
}

const plain = (name: string, distribution: Parameter["distribution"]): Parameter => ({
  name,
  distribution,
  condition: null,
});
const list: Literal = { kind: "list", items: [whole(64), whole(32)], text: "[64, 32]" };

const EVERY_KIND: SearchSpace = {
  parameters: [
    plain("rate", loguniform(1e-5, 1)),
    plain("depth", int(1, 9, { step: 2 })),
    plain("drop", uniform(0, 1)),
    plain("momentum", uniform(0, 1, { step: 0.3 })),
    plain("units", logint(1, 1024)),
    plain("shift", normal(10, 2)),
    plain("scale", lognormal(0, 1)),
    plain("kernel", choice([text("rbf"), text("poly"), { kind: "none" }])),
    plain("layers", choice([list, { kind: "list", items: [], text: "[]" }])),
    plain("size", ordinal([whole(16), whole(32), whole(64)])),
    plain("early", bool()),
    { name: "degree", distribution: int(2, 5), condition: when('kernel == "poly"') },
  ],
  constraints: [],
};

const POINT = new Map([
  ["rate", 1e-5],
  ["depth", 9],
  ["drop", 1 / 3],
  ["momentum", 0.9],
  ["units", 1024],
  ["shift", 12.5],
  ["scale", 2],
  ["kernel", 1],
  ["layers", 0],
  ["size", 2],
  ["early", 1],
  ["degree", 3],
]);

describe("a journal of ours in Optuna", () => {
  let folder: string;
  let python: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "hyperlens-optuna-"));
    python = await optunaPython();
  }, 240_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function prepared(name: string): Promise<{ journal: Journal; optuna: PythonConversation }> {
    const journal = Journal.open(join(folder, `${name}.journal.log`), "create");
    await journal.append((state) =>
      newStudy({
        worker,
        id: state.nextStudyId,
        name,
        directions: ["minimize"],
        metrics: ["loss"],
        setup: {
          version: 1,
          space: EVERY_KIND,
          goals: [{ direction: "minimize", metric: "loss" }],
          options: DEFAULT_OPTIONS,
          language: "python",
        },
        source: { file: "train.py", name, line: 3 },
        seed: 7,
      }),
    );
    return { journal, optuna: new PythonConversation(python, READER, [journal.path]) };
  }

  /** Our own reading with lists as the text that stands for them in the journal. */
  function ourReading(journal: Journal, name: string): unknown {
    journal.refresh();
    const study = showJournal(journal.state, journal.error).studies.find((candidate) => candidate.name === name)!;
    return JSON.parse(JSON.stringify(study).replaceAll('"layers":[64,32]', '"layers":"[64, 32]"'));
  }

  let now = 1_764_200_000_000_000;
  /** The next instant, an odd number of microseconds later. */
  const tick = () => {
    now += 1_234_567;
    return now;
  };
  const running = (study: number) =>
    runningTrial({
      worker,
      study,
      started: tick(),
      space: EVERY_KIND,
      point: POINT,
      spaceVersion: 1,
      attributes: [],
      reason: "random",
    });

  it("keeps stars, tags and notes of finished trials where Optuna and its dashboard find them", async () => {
    const { journal, optuna } = await prepared("marked");
    const input = { worker, study: 0, started: 1e15, space: EVERY_KIND, point: POINT, spaceVersion: 1, attributes: [] };
    await journal.append(() => runningTrial({ ...input, reason: "" }));
    const study = () => journal.state.study("marked")!;
    const result = { kind: "complete", values: [1], folds: null, extra: {}, constraints: null } as const;
    await journal.append(() => finish(worker, study().trials[0]!, 2e15, result));
    await journal.append(() =>
      marked(worker, study(), study().trials[0]!, { star: true, tags: ["good"], note: "look again" }),
    );
    expect(await optuna.ask({ study: "marked", do: "attributes" })).toEqual({
      "hyperlens:mark:0": { star: true, tags: ["good"] },
      "dashboard:0:note_ver": 1,
      "dashboard:0:note_str:0": "look again",
    });
    expect(await optuna.ask({ study: "marked", do: "best" })).toMatchObject({ value: 1 });
    optuna.end();
    journal.close();
  });

  it("has equal trials, parameters, values, states and dates, in every state and kind of parameter", async () => {
    const { journal, optuna } = await prepared("states");
    const end = (values: readonly number[]) =>
      ({ kind: "complete", values, folds: [[0.5, 0.75]], extra: { accuracy: 0.5 }, constraints: null }) as const;
    await journal.append(() =>
      waitingTrial({
        worker,
        study: 0,
        space: EVERY_KIND,
        values: new Map([
          ["rate", { kind: "real", value: 5 }],
          ["depth", whole(3)],
        ]),
        baseline: true,
        spaceVersion: 1,
        attributes: [],
      }),
    );
    await journal.append(() => claim(worker, 0, tick()));
    for (let i = 1; i <= 5; i++) await journal.append(() => running(0));
    const trial = (id: number) => journal.state.trial(id)!;
    await journal.append(() => finish(worker, trial(0), tick(), end([0.625])));
    await journal.append(() => finish(worker, trial(1), tick(), end([1e-300])));
    await journal.append(() => finish(worker, trial(2), tick(), end([Number.NEGATIVE_INFINITY])));
    await journal.append(() => [
      ...report(worker, 3, 1, [0.25]),
      ...report(worker, 3, 2, [Number.NaN]),
      ...report(worker, 3, 10, [1]),
    ]);
    await journal.append(() => finish(worker, trial(3), tick(), { kind: "pruned", reason: null }));
    await journal.append(() =>
      finish(worker, trial(4), tick(), {
        kind: "failed",
        failure: { kind: "exception", message: "no", traceback: null },
        requeued: false,
      }),
    );
    const theirs = await optuna.ask({ do: "show", study: "states" });
    expect(ourReading(journal, "states")).toEqual(theirs);
    optuna.end();
  });

  it("can be optimised further by Optuna, and its trials are read as they come", async () => {
    const { journal, optuna } = await prepared("shared");
    expect(await optuna.ask({ do: "optimize", study: "shared", trials: 4 })).toBe(4);
    // Both write at once: ours go between theirs.
    const theirs = optuna.ask({ do: "optimize", study: "shared", trials: 20 });
    for (let i = 0; i < 20; i++) {
      await journal.append(() => running(0));
      const id = Math.max(
        ...journal.state
          .study("shared")!
          .trials.filter((one) => one.worker === worker)
          .map((one) => one.id),
      );
      const result = { kind: "complete", values: [100 + i], folds: null, extra: {}, constraints: null } as const;
      await journal.append((state) => finish(worker, state.trial(id)!, tick(), result));
    }
    await theirs;
    expect(await optuna.ask({ do: "enqueue", study: "shared" })).toBe(45);
    const shown = await optuna.ask({ do: "show", study: "shared" });
    const ours = ourReading(journal, "shared") as { trials: { state: string; params: unknown }[] };
    expect(ours.trials).toHaveLength(45);
    expect(ours.trials.filter(({ state }) => state === "COMPLETE")).toHaveLength(44);
    // What waits has no parameters for Optuna yet; we show those that it was queued with.
    expect(ours.trials.at(-1)).toMatchObject({ state: "WAITING", params: { rate: 0.5 } });
    const settled = (study: unknown) => (study as { trials: unknown[] }).trials.slice(0, -1);
    expect(settled(ours)).toEqual(settled(shown));
    expect(await optuna.ask({ do: "best", study: "shared" })).toMatchObject({ metrics: ["loss"] });
    optuna.end();
  });
});
