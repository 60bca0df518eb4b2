import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeEvent } from "../../../src/core/journal/encode.js";
import type { JournalEvent } from "../../../src/core/journal/event.js";
import { UTC } from "../../../src/core/journal/instant.js";
import { JournalReplay } from "../../../src/core/journal/replay.js";
import type { JournalState } from "../../../src/core/study/journal-state.js";
import { showJournal } from "../../../src/driver/journal/show.js";
import { anyEvent } from "../../core/journal/events.js";
import { optunaPython, PythonConversation } from "../../optuna.js";

/** Answers each path with what Optuna reads there, or that it refuses to. Unfinished trials have no values for us. */
const READER = `
import datetime, json, math, sys, warnings
warnings.simplefilter("ignore")
import optuna
from optuna.storages import JournalStorage
from optuna.storages.journal import JournalFileBackend
optuna.logging.set_verbosity(optuna.logging.CRITICAL)

def strict(x):
    if isinstance(x, float) and not math.isfinite(x):
        return {"nan": "NaN", "inf": "Infinity", "-inf": "-Infinity"}[str(x)]
    if isinstance(x, (list, tuple)):
        return [strict(item) for item in x]
    if isinstance(x, dict):
        return {key: strict(item) for key, item in x.items()}
    return x

def when(t):
    return None if t is None else t.astimezone(datetime.timezone.utc).isoformat(timespec="microseconds")

def trial(t):
    return {"number": t.number, "state": t.state.name, "params": strict(t.params), "values": (t.state.is_finished() and strict(t._values)) or None,
        "intermediate": [[k, strict(v)] for k, v in t.intermediate_values.items()],
        "started": when(t.datetime_start), "finished": when(t.datetime_complete), "attributes": [strict(t.user_attrs), strict(t.system_attrs)]}

def read(path):
    storage = JournalStorage(JournalFileBackend(path))
    return [{"name": s.study_name, "directions": [d.name.lower() for d in s.directions], "attributes": [strict(s.user_attrs), strict(s.system_attrs)],
        "trials": [trial(t) for t in storage.get_all_trials(s._study_id)]} for s in storage.get_all_studies()]

for line in sys.stdin:
    try:
        answer = read(json.loads(line))
    except Exception as error:
        answer = {"refused": type(error).__name__}
    print(json.dumps(answer), flush=True)
`;

let folder: string;
let optuna: PythonConversation;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperlens-replay-"));
  optuna = new PythonConversation(await optunaPython(), READER, []);
}, 240_000);
afterAll(() => {
  optuna.end();
  rmSync(folder, { recursive: true, force: true });
});

async function theirs(text: string): Promise<unknown> {
  const path = join(folder, "s.log");
  writeFileSync(path, text);
  return optuna.ask(path);
}

function ours(text: string): unknown {
  const replay = new JournalReplay(UTC);
  replay.push(text);
  return replay.error === null ? withAttributes(replay.state) : { refused: expect.any(String) };
}

function withAttributes(state: JournalState) {
  return showJournal(state, null).studies.map((shown, i) => {
    const study = state.studies[i]!;
    const trials = shown.trials.map((trial, k) => ({ ...trial, attributes: attributesOf(study.trials[k]!) }));
    return { ...shown, attributes: attributesOf(study), trials };
  });
}

function attributesOf({
  userAttributes,
  systemAttributes,
}: {
  userAttributes: ReadonlyMap<string, unknown>;
  systemAttributes: ReadonlyMap<string, unknown>;
}) {
  return [userAttributes, systemAttributes].map((attributes) => strict(Object.fromEntries(attributes)));
}

function strict(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (Array.isArray(value)) return value.map(strict);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, strict(item)]));
}

/** Events of which most concern studies and trials that are there. */
const history: fc.Arbitrary<readonly JournalEvent[]> = fc
  .array(anyEvent, { minLength: 20, maxLength: 80 })
  .map((events) => events.map(near));

function near(event: JournalEvent): JournalEvent {
  if ("trial" in event) return { ...event, trial: event.trial % 8 };
  if (event.kind === "deleteStudy") return { ...event, study: event.study % 12 };
  return "study" in event ? { ...event, study: event.study % 4 } : event;
}

const FLOAT = JSON.stringify('{"name": "FloatDistribution", "attributes": {"low": 0.0, "high": 1.0}}');
const BASE = [
  '{"op_code":0,"worker_id":"w","study_name":"s","directions":[1]}',
  '{"op_code":4,"worker_id":"w","study_id":0,"datetime_start":"2026-11-23T22:33:19.843323+00:00"}',
  '{"op_code":4,"worker_id":"w","study_id":0,"datetime_start":null,"state":4}',
  `{"op_code":5,"worker_id":"w","trial_id":0,"param_name":"x","param_value_internal":0.5,"distribution":${FLOAT}}`,
];
const END = '{"op_code":8,"worker_id":"z","trial_id":1,"user_attr":{"end":1}}';
const START = '"datetime_start":"2026-11-23T22:34:18.000001+00:00"';
const DONE = '"datetime_complete":"2026-11-23T22:34:19.843323+00:00"';

const draw = (distribution: unknown, value = "1", name = "y") =>
  `{"op_code":5,"worker_id":"w","trial_id":0,"param_name":"${name}","param_value_internal":${value},"distribution":${JSON.stringify(JSON.stringify(distribution))}}`;
const float = (attributes: object) => ({ name: "FloatDistribution", attributes });
const whole = (attributes: object) => ({ name: "IntDistribution", attributes });
const categories = (...choices: readonly unknown[]) => ({ name: "CategoricalDistribution", attributes: { choices } });
const template = (fields: string) => `{"op_code":4,"worker_id":"w","study_id":0,"datetime_start":null${fields}}`;
const state = (trial: number, code: number, fields: string) =>
  `{"op_code":6,"worker_id":"v","trial_id":${trial},"state":${code}${fields}}`;

/** Lines as no writer should write them: some are read, some dropped, some make the journal unreadable. */
const ODD: readonly string[] = [
  draw(float({ low: 0, high: 1, step: 0.3 })),
  draw(float({ low: 1, high: 0 })),
  draw(float({ low: 0, high: 1, log: true })),
  draw(float({ low: 0.1, high: 1, log: true, step: 0.1 })),
  draw(float({ low: 0, high: 1, step: 0 })),
  draw(float({ low: 0, high: 1, step: 2 })),
  draw(float({ low: -1e308, high: 1e308 })),
  draw(float({ low: 0, high: 1, unknown: 1 })),
  draw(float({ low: 0 })),
  draw(whole({ low: 0, high: 2 ** 62 })),
  draw(whole({ low: 0, high: 5, step: 2 }), "3.9"),
  draw(whole({ low: 0, high: 5, step: null })),
  draw(whole({ low: 0.7, high: 5.2 })),
  draw(whole({ low: 0, high: 5, log: true })),
  draw(categories()),
  draw(categories("a", "a")),
  ...["-1", "-2", "-3", "0.9", "-0.5", "1.9", "2", "NaN"].map((value) => draw(categories("a", "b"), value)),
  draw({ name: "UniformDistribution", attributes: { low: 0, high: 1 } }),
  draw({ name: "DiscreteUniformDistribution", attributes: { low: 0, high: 1, q: 0.3 } }),
  draw({ name: "DiscreteUniformDistribution", attributes: { low: 0, high: 1 } }),
  draw({ name: "IntLogUniformDistribution", attributes: { low: 1, high: 5 } }),
  draw({ name: "IntLogUniformDistribution", attributes: { low: 1, high: 5, step: 2 } }),
  draw({ name: "Unheard", attributes: {} }),
  draw({ type: "float", low: 0, high: 1, step: 0.25 }),
  draw({ type: "int", low: 1, high: 5, log: true, step: null }),
  draw({ type: "categorical", choices: ["a", null] }),
  draw("rubbish"),
  draw(float({ low: -5, high: 5 }), "1", "x"),
  draw(whole({ low: -5, high: 5 }), "1", "x").replace('"trial_id":0', '"trial_id":1'),
  draw(float({ low: 0.1, high: 5, log: true }), "1", "x"),
  ...[0, 1, 2, 3, 4, 5].flatMap((code) =>
    [0, 1].map((trial) => state(trial, code, `,"values":[1.5],${START},${DONE}`)),
  ),
  state(0, 1, `,"values":null,${DONE}`),
  state(0, 1, `,"values":[],${DONE}`),
  state(0, 1, `,"values":[1,2],${DONE}`),
  state(0, 1, `,${DONE}`),
  state(0, 1, ',"values":[1.0],"datetime_complete":null'),
  state(1, 0, ',"values":null,"datetime_start":"2026-11-23T22:34:19.843323+00:00"').replace('"worker_id":"v",', ""),
  '{"op_code":7,"worker_id":"v","trial_id":0,"step":-1,"intermediate_value":Infinity}',
  template(',"state":1,"value":2,"values":null'),
  template(',"state":1,"value":2.0,"values":[2.0]'),
  template(',"state":null'),
  template(',"datetime_complete":null'),
  template(',"params":{"y":1}'),
  template(',"distributions":{"y":"rubbish"}'),
  template(',"intermediate_values":{"10":1.0,"2":2.0,"-1":3.0,"2":4.0}'),
  template(',"intermediate_values":{"1.5":1.0}'),
  template(',"intermediate_values":{" +3 ":1.0}'),
  template(',"intermediate_values":null'),
  template(',"user_attrs":{"__proto__":{"a":1},"constructor":2}'),
  template("").replace('"worker_id":"w",', ""),
  ...[
    "2026-11-23T22:33:19Z",
    "2026-11-23T22:33:19.8+09:30",
    "2026-02-30T00:00:00",
    "2026-11-23T24:00:00",
    "2026-11-23",
  ].map((time) => template("").replace("null", `"${time}"`)),
  '{"op_code":0,"worker_id":"w","study_name":"s","directions":[2]}',
  '{"op_code":0,"worker_id":"w","study_name":"t","directions":[3]}',
  '{"op_code":0,"worker_id":"w","study_name":"t","directions":[]}',
  '{"op_code":1,"worker_id":"w","study_id":0}',
  '{"op_code":1,"worker_id":"w","study_id":7}',
  '{"op_code":2,"worker_id":"w","study_id":0,"user_attr":{"a":1,"b":2}}',
  '{"op_code":9,"worker_id":"w","trial_id":"0","system_attr":{"a":1}}',
  '{"op_code":10,"worker_id":"w","trial_ids":[0]}',
  '{"op_code":11,"worker_id":"w"}',
  '{"worker_id":"w"}',
  "[]",
  "",
  "rubbish",
  '{"op_code":10,"worker_id":"w","a":-Infinity, "NaN":NaN}',
  '{"op_code":10,"worker_id":"w","a":[NaN Infinity]}',
  '{"op_code":10,"worker_id":"w",NaN:1}',
  '{"op_code":10,"worker_id":"w","a":01}',
  '\uFEFF{"op_code":10,"worker_id":"w"} \r',
];

describe("replay and Optuna", { timeout: 120_000 }, () => {
  it("agree on every history that can be written", async () => {
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        const text = events.map((event) => `${encodeEvent(event)}\n`).join("");
        expect(ours(text)).toEqual(await theirs(text));
      }),
      { numRuns: 60 },
    );
  });

  it.each(ODD)("agree on what to make of %s", async (line) => {
    const text = `${[...BASE, line, END].join("\n")}\n`;
    expect(await theirs(text)).toEqual(ours(text));
  });
});
