import fc from "fast-check";
import type { JournalEvent, StoredParameter } from "../../../src/core/journal/event.js";
import { choice, int, logint, loguniform, uniform } from "../../../src/core/space/build.js";
import { choicesOf, type Distribution, isCategorical } from "../../../src/core/space/distribution.js";
import type { Literal } from "../../../src/core/space/literal.js";
import type { Json } from "../../../src/core/study/json.js";

/** Texts with everything that is hard on the way: quotes, control characters, lone surrogates, tokens, `__proto__`. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom("", "NaN", '"', "\\", "\n", "\u2028", "\ud83d", "__proto__", "constructor", "x", "10", "Infinity"),
);

/** Any double; -0 and the non-finite ones more often than chance would have it. */
export const anyNumber: fc.Arbitrary<number> = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 1e20, 5e-324, 1e16),
);

export const anyJson: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.boolean(),
    anyNumber,
    anyText,
    fc.array(tie("json"), { maxLength: 4 }),
    fc.dictionary(anyText, tie("json"), { maxKeys: 4 }),
  ),
})).json;

const worker = fc.oneof(anyText, fc.constant("hyperlens/host/1/0f8fad5b"));
const id = fc.nat(50);
const scope = fc.constantFrom("user", "system");
/** Microseconds from 1970 to 2200. */
export const anyInstant = fc.integer({ min: 0, max: 7_258_118_400_000_000 });

/** Distributions that Optuna's format holds without loss. */
export const storableDistribution: fc.Arbitrary<Distribution> = fc.oneof(
  fc.constantFrom<Distribution>(
    uniform(-2, 5),
    uniform(0, 1, { step: 0.3 }),
    loguniform(1e-300, 1e10),
    int(-3, 12),
    int(1, 9, { step: 4 }),
    logint(1, 1024),
  ),
  fc
    .uniqueArray(fc.oneof(anyText.map(text), fc.integer().map(whole), fc.constant<Literal>({ kind: "none" })), {
      minLength: 1,
      maxLength: 4,
      selector: (literal) => JSON.stringify(literal),
    })
    .map((choices) => choice(choices)),
);

function text(value: string): Literal {
  return { kind: "string", value };
}

function whole(value: number): Literal {
  return { kind: "int", value };
}

const parameter: fc.Arbitrary<StoredParameter> = fc
  .tuple(anyText, storableDistribution, fc.double(), fc.nat())
  .map(([name, distribution, real, index]) => {
    if (isCategorical(distribution)) return { name, distribution, value: index % choicesOf(distribution).length };
    const whole = distribution.kind === "int" || distribution.kind === "logint";
    return { name, distribution, value: whole ? index : real };
  });

/** In the order of an object of JavaScript. */
const attributes = fc
  .dictionary(anyText, anyJson, { maxKeys: 3 })
  .map((values) => Object.entries(values) as [string, Json][]);

const intermediate = fc
  .uniqueArray(fc.tuple(fc.nat(1000), anyNumber), { maxLength: 4, selector: ([step]) => step })
  .map((steps) => steps as [number, number][]);

export const anyParameterEvent: fc.Arbitrary<JournalEvent> = fc.record({
  worker,
  kind: fc.constant("trialParameter" as const),
  trial: id,
  parameter,
});

/** Any event that a writer may record. */
export const anyEvent: fc.Arbitrary<JournalEvent> = fc.oneof(
  fc.record({
    worker,
    kind: fc.constant("createStudy" as const),
    name: anyText,
    directions: fc.array(fc.constantFrom("minimize" as const, "maximize" as const), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ worker, kind: fc.constant("deleteStudy" as const), study: id }),
  fc.record({ worker, kind: fc.constant("studyAttribute" as const), study: id, scope, key: anyText, value: anyJson }),
  fc
    .record({
      worker,
      study: id,
      state: fc.constantFrom("running" as const, "waiting" as const, "complete" as const, "failed" as const),
      values: fc.option(fc.array(anyNumber, { minLength: 1, maxLength: 3 })),
      started: fc.option(anyInstant),
      finished: fc.option(anyInstant),
      // Objects list whole-number keys first: an order that readers in JavaScript cannot know.
      parameters: fc
        .uniqueArray(parameter, { maxLength: 3, selector: ({ name }) => name })
        .map((parameters) => parameters.filter(({ name }) => !/^\d+$/.test(name))),
      userAttributes: attributes,
      systemAttributes: attributes,
      intermediate,
    })
    .map((event) => ({ kind: "createTrial" as const, ...event })),
  anyParameterEvent,
  fc
    .tuple(worker, id, fc.option(fc.array(anyNumber, { maxLength: 3 })), anyInstant)
    .chain(([by, trial, values, at]) =>
      fc.constantFrom<JournalEvent>(
        { worker: by, kind: "trialState", trial, state: "running", values, started: at, finished: null },
        { worker: by, kind: "trialState", trial, state: "waiting", values, started: null, finished: null },
        { worker: by, kind: "trialState", trial, state: "complete", values, started: null, finished: at },
        { worker: by, kind: "trialState", trial, state: "failed", values, started: null, finished: at },
      ),
    ),
  fc.record({ worker, kind: fc.constant("intermediate" as const), trial: id, step: fc.nat(1000), value: anyNumber }),
  fc.record({ worker, kind: fc.constant("trialAttribute" as const), trial: id, scope, key: anyText, value: anyJson }),
  fc.record({ worker, kind: fc.constant("discardTrials" as const) }),
);
