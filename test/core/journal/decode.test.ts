import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LineDecoder } from "../../../src/core/journal/decode.js";
import { encodeEvent } from "../../../src/core/journal/encode.js";
import { UTC } from "../../../src/core/journal/instant.js";
import { JournalFormatError, NotJsonError, parseJson, writeJson } from "../../../src/core/journal/json.js";
import { choice, int, uniform } from "../../../src/core/space/build.js";
import type { Json } from "../../../src/core/study/json.js";
import { anyEvent, anyNumber, anyParameterEvent } from "./events.js";

const decode = (line: string) => new LineDecoder(UTC).decode(line);
const FLOAT = '{"name": "FloatDistribution", "attributes": {"low": 0.0, "high": 1.0}}';
const INT = '{"name": "IntDistribution", "attributes": {"low": 0, "high": 5}}';
const LETTERS = '{"name": "CategoricalDistribution", "attributes": {"choices": ["a", "b"]}}';

function parameterLine(distribution: string, internal: string): string {
  return `{"op_code":5,"worker_id":"w","trial_id":3,"param_name":"x","param_value_internal":${internal},"distribution":${JSON.stringify(distribution)}}`;
}

function newTrial(fields: string): string {
  return `{"op_code":4,"worker_id":"w","study_id":0,"datetime_start":null${fields}}`;
}

describe("a line", () => {
  it("means the same with fields in any order, spaces between them and fields that nobody knows", () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        // Turned through an object, steps would lose their order.
        fc.pre(event.kind !== "createTrial" || event.intermediate.length < 2);
        const record = parseJson(encodeEvent(event)) as { readonly [name: string]: Json };
        const turned = Object.fromEntries([["more", [1]], ...Object.entries(record).reverse()]);
        const spaced = writeJson(turned).replace(/^\{/, "{ ").replace(/\}$/, " }\r");
        expect(decode(spaced)).toEqual(decode(encodeEvent(event)));
      }),
    );
  });

  it.each([
    ["no JSON", '{"op_code":0,"worker_id":"w"'],
    ["blank", ""],
    ["followed by more", '{"op_code":10,"worker_id":"w"}{'],
  ])("that is %s may be one that its writer left unfinished", (_, line) => {
    expect(() => decode(line)).toThrow(NotJsonError);
  });

  it.each([
    ["no object", "[]"],
    ["no operation", '{"worker_id":"w"}'],
    ["an unknown operation", '{"op_code":11,"worker_id":"w"}'],
    ["a study without a name", '{"op_code":0,"worker_id":"w","directions":[1]}'],
    ["a study without directions", '{"op_code":0,"worker_id":"w","study_name":"s"}'],
    ["an unknown direction", '{"op_code":0,"worker_id":"w","study_name":"s","directions":[3]}'],
    ["no attribute", '{"op_code":2,"worker_id":"w","study_id":0,"user_attr":{}}'],
    ["two attributes", '{"op_code":9,"worker_id":"w","trial_id":0,"system_attr":{"a":1,"b":2}}'],
    ["a trial without datetime_start", '{"op_code":4,"worker_id":"w","study_id":0}'],
    ["a trial without worker", '{"op_code":4,"study_id":0,"datetime_start":null}'],
    ["a trial with value and values", newTrial(',"value":1.0,"values":[1.0]')],
    ["a trial whose end is null", newTrial(',"datetime_complete":null')],
    ["a parameter without distribution", newTrial(',"params":{"x":1}')],
    ["an unused distribution that cannot be", newTrial(',"distributions":{"x":"rubbish"}')],
    ["a step that is no whole number", newTrial(',"intermediate_values":{"1.5":1.0}')],
    ["an unknown state", newTrial(',"state":5')],
    ["no state at all", newTrial(',"state":null')],
    ["a distribution that is no text", parameterLine(FLOAT, "0.5").replace(/"distribution":".*"/, '"distribution":{}')],
    ["an impossible distribution", parameterLine(FLOAT.replace("1.0", "-1.0"), "0.5")],
    ["a category that does not exist", parameterLine(LETTERS, "2")],
    ["an end without values", '{"op_code":6,"worker_id":"w","trial_id":0,"state":1,"datetime_complete":"2026-01-01"}'],
    ["an end without time", '{"op_code":6,"worker_id":"w","trial_id":0,"state":1,"values":[1.0]}'],
    ["a claim without time", '{"op_code":6,"worker_id":"w","trial_id":0,"state":0,"values":null}'],
    ["an intermediate value without step", '{"op_code":7,"worker_id":"w","trial_id":0,"intermediate_value":1.0}'],
  ])("with %s is refused, as Optuna does", (_, line) => {
    expect(() => decode(line)).toThrow(JournalFormatError);
    expect(() => decode(line)).not.toThrow(NotJsonError);
  });

  it.each([
    ["-1", choice([text("a"), text("b")]), LETTERS, -1],
    ["0.9", choice([text("a"), text("b")]), LETTERS, 0.9],
    ["7.0", int(0, 5), INT, 7],
    ["4.9", int(0, 5), INT, 4],
    ["1e-05", uniform(0, 1), FLOAT, 1e-5],
    ["NaN", uniform(0, 1), FLOAT, Number.NaN],
    ["null", uniform(0, 1), FLOAT, Number.NaN],
  ])("may hold the internal value %s, as Optuna lets it", (internal, distribution, written, value) => {
    expect(decode(parameterLine(written, internal))).toEqual({
      worker: "w",
      kind: "trialParameter",
      trial: 3,
      parameter: { name: "x", value, distribution },
    });
  });

  it("tells values that some writers spell as strings or null", () => {
    const end = '{"op_code":6,"worker_id":"w","trial_id":0,"state":1,"datetime_complete":"2026-01-01T00:00:00Z"';
    expect(decode(`${end},"values":["-Infinity","NaN",null,2]}`)).toMatchObject({
      values: [Number.NEGATIVE_INFINITY, Number.NaN, Number.NaN, 2],
    });
  });

  it("keeps steps in the order in which they were reported", () => {
    const line = newTrial(
      ',"user_attrs":{"intermediate_values":{"5":1}},"intermediate_values":{"10":1.0,"2":2.0,"0":NaN}',
    );
    expect(decode(line)).toMatchObject({
      intermediate: [
        [10, 1],
        [2, 2],
        [0, Number.NaN],
      ],
    });
  });

  it("of a parameter is read the same by its form and as JSON", () => {
    fc.assert(
      fc.property(anyParameterEvent, anyNumber, (event, value) => {
        const line = encodeEvent(event).replace(/"param_value_internal":[^,]*/, `"param_value_internal":${value}`);
        const decoder = new LineDecoder(UTC);
        const read = (text: string) => {
          try {
            return decoder.decode(text);
          } catch (error) {
            return error;
          }
        };
        // An unknown field at the end is not of the form.
        expect(read(line)).toEqual(read(line.replace(/\}$/, ',"more":1}')));
        expect(read(line)).toEqual(read(line));
      }),
      { numRuns: 500 },
    );
  });
});

function text(value: string) {
  return { kind: "string", value } as const;
}
