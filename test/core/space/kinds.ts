import fc from "fast-check";
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
import type { Distribution } from "../../../src/core/space/distribution.js";
import type { Literal } from "../../../src/core/space/literal.js";

/** One example of every kind of distribution, with the variants that behave differently. */
export const KINDS: Readonly<Record<string, Distribution>> = {
  uniform: uniform(-2, 5),
  "uniform of one value": uniform(3, 3),
  "uniform with step": uniform(0, 1, { step: 0.3 }),
  loguniform: loguniform(1e-6, 10),
  int: int(-3, 12),
  "int with step": int(1, 10, { step: 4 }),
  logint: logint(1, 1000),
  normal: normal(10, 2),
  "truncated normal": normal(0, 1, { low: 2, high: 4 }),
  "half open normal": normal(0, 1, { low: 0.5 }),
  lognormal: lognormal(-3, 1),
  "truncated lognormal": lognormal(0, 2, { low: 0.5, high: 3 }),
  choice: choice([text("a"), text("b"), text("c")]),
  "weighted choice": choice([text("rare"), text("common")], { weights: [1, 9] }),
  ordinal: ordinal([whole(16), whole(32), whole(64), whole(128)]),
  bool: bool(),
};

export function text(value: string): Literal {
  return { kind: "string", value };
}

export function whole(value: number): Literal {
  return { kind: "int", value };
}

const moderate = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const positive = fc.double({ min: 1e-9, max: 1e9, noNaN: true });

function ordered(numbers: fc.Arbitrary<number>): fc.Arbitrary<[number, number]> {
  return fc.tuple(numbers, numbers).map(([a, b]) => (a < b ? [a, b] : [b, a]));
}

/** Any distribution of moderate size, every kind as likely. */
export const anyDistribution: fc.Arbitrary<Distribution> = fc.oneof(
  ordered(moderate).map(([low, high]) => uniform(low, high)),
  fc
    .tuple(
      fc.integer({ min: -500, max: 500 }),
      fc.integer({ min: 0, max: 300 }),
      fc.constantFrom(1, 2, 5, 25),
      fc.integer({ min: 0, max: 4 }),
    )
    .map(([low, width, step, places]) => {
      const unit = (x: number) => Number(`${x}e-${places}`);
      return uniform(unit(low), unit(low + width), { step: unit(step) });
    }),
  ordered(positive).map(([low, high]) => loguniform(low, high)),
  fc
    .tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 50 }))
    .map(([low, width, step]) => int(low, low + width, { step })),
  ordered(fc.integer({ min: 1, max: 1e6 })).map(([low, high]) => logint(low, high)),
  fc.tuple(moderate, positive).map(([mu, sigma]) => normal(mu, sigma)),
  fc
    .tuple(fc.double({ min: -3, max: 3, noNaN: true }), ordered(fc.double({ min: -20, max: 20, noNaN: true })))
    .map(([mu, [low, high]]) => normal(mu, 1, { low, high })),
  fc
    .tuple(fc.double({ min: -20, max: 20, noNaN: true }), fc.double({ min: 0.01, max: 5, noNaN: true }))
    .map(([mu, sigma]) => lognormal(mu, sigma)),
  fc.array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 1, maxLength: 9 }).map((weights) =>
    choice(
      weights.map((_, i) => text(`category ${i}`)),
      { weights },
    ),
  ),
  fc.integer({ min: 1, max: 9 }).map((size) => ordinal(Array.from({ length: size }, (_, i) => whole(i)))),
  fc.constant(bool()),
);
