import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LANGUAGES, type Language } from "../../../src/core/annotations/languages.js";
import { parseSource } from "../../../src/core/annotations/parse.js";
import { readLiteral, spell } from "../../../src/core/annotations/spelling.js";
import { applyEdits, planWrite } from "../../../src/core/annotations/write.js";
import { worded } from "../../../src/core/l10n/phrase.js";
import { type Literal, sameLiteral } from "../../../src/core/space/literal.js";
import { language, parsed } from "./marked.js";

const int = (value: number): Literal => ({ kind: "int", value });
const real = (value: number): Literal => ({ kind: "real", value });
const text = (value: string): Literal => ({ kind: "string", value });
const none: Literal = { kind: "none" };
const truth = (value: boolean): Literal => ({ kind: "boolean", value });

/** The file after one value has been written into its only slot. */
function written(path: string, source: string, literal: Literal, name?: string): string {
  const { studies, diagnostics } = parsed(path, source);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const study = studies[0]!;
  const plan = planWrite(source, study, language(path), new Map([[name ?? study.slots[0]!.name, literal]]));
  if (plan.kind === "refusal") throw new Error(worded(plan.message));
  expect(plan.skipped).toEqual([]);
  return applyEdits(source, plan.edits);
}

function line(path: string, code: string, literal: Literal): string {
  const token = language(path).lineComments[0]!;
  const head = `${token} @study minimize loss\n\n`;
  const result = written(path, head + code, literal);
  expect(result.startsWith(head)).toBe(true);
  return result.slice(head.length);
}

describe("writing values back", () => {
  it.each<[string, string, Literal, string]>([
    ["a.py", "x = 1  # @tune int(0, 9)", int(7), "x = 7  # @tune int(0, 9)"],
    ["a.py", "x = 1_000  # @tune int(0, 99999)", int(25000), "x = 25_000  # @tune int(0, 99999)"],
    ["a.py", "x = 0x10  # @tune int(0, 999)", int(255), "x = 0xff  # @tune int(0, 999)"],
    ["a.py", "x = 1.0  # @tune uniform(0, 9)", real(2), "x = 2.0  # @tune uniform(0, 9)"],
    ["a.py", "x = 1  # @tune uniform(0, 9)", real(2), "x = 2.0  # @tune uniform(0, 9)"],
    ["a.py", "x = .1  # @tune uniform(0, 9)", real(0.1 + 0.2), "x = 0.30000000000000004  # @tune uniform(0, 9)"],
    ["a.py", "x = 1e-3  # @tune loguniform(1e-9, 1)", real(1e-5), "x = 1e-05  # @tune loguniform(1e-9, 1)"],
    ["a.py", "x = 1_000.5  # @tune uniform(0, 1e7)", real(1234567.25), "x = 1_234_567.25  # @tune uniform(0, 1e7)"],
    ["a.py", "x=1  # @tune uniform(-9, 9)", real(-0.5), "x=-0.5  # @tune uniform(-9, 9)"],
    ["a.py", 'x = \'a\'  # @tune choice("a", "b")', text("b"), 'x = \'b\'  # @tune choice("a", "b")'],
    ["a.py", 'x = r\'a\'  # @tune choice("a", "b")', text("b"), 'x = r\'b\'  # @tune choice("a", "b")'],
    ["a.py", 'x = \'a\'  # @tune choice("a", "it\'s")', text("it's"), "x = 'it\\'s'  # @tune choice(\"a\", \"it's\")"],
    ["a.py", "x = None  # @tune choice(None, 'b')", text("b"), "x = 'b'  # @tune choice(None, 'b')"],
    ["a.py", "x = 'b'  # @tune choice(None, 'b')", none, "x = None  # @tune choice(None, 'b')"],
    ["a.py", "x = 1  # @tune choice(1, 1e-3)", real(0.001), "x = 1e-3  # @tune choice(1, 1e-3)"],
    [
      "a.py",
      "x = 1  # @tune choice(1, (1,  2))",
      { kind: "tuple", items: [int(1), int(2)], text: "(1,  2)" },
      "x = (1,  2)  # @tune choice(1, (1,  2))",
    ],
    ["a.py", "x = True  # @tune bool", truth(false), "x = False  # @tune bool"],
    ["a.mjs", "let x = true; // @tune bool", truth(false), "let x = false; // @tune bool"],
    ["a.mjs", "let x = 4; // @tune loguniform(1e-9, 9)", real(1e-7), "let x = 1e-7; // @tune loguniform(1e-9, 9)"],
    ["a.mjs", "let x = `a`; // @tune choice('a', 'b`c')", text("b`c"), "let x = `b\\`c`; // @tune choice('a', 'b`c')"],
    ["a.mjs", "let x = 'a'; // @tune choice('a', null)", none, "let x = null; // @tune choice('a', null)"],
    ["a.c", "float x = 1e-3f; // @tune loguniform(1e-9, 9)", real(2), "float x = 2.0f; // @tune loguniform(1e-9, 9)"],
    ["a.c", "int x = 4u; // @tune uniform(1, 9)", real(2.5), "int x = 2.5; // @tune uniform(1, 9)"],
    ["a.cpp", "int x = 1'000; // @tune int(1, 99999)", int(12345), "int x = 12'345; // @tune int(1, 99999)"],
    ["a.r", "x <- 5L  # @tune int(1, 9)", int(7), "x <- 7L  # @tune int(1, 9)"],
    ["a.r", "x<-5  # @tune uniform(-9, 9)", real(-1), "x<--1.0  # @tune uniform(-9, 9)"],
    ["a.rs", "let x = 5_usize; // @tune int(1, 9)", int(7), "let x = 7_usize; // @tune int(1, 9)"],
    ["a.yaml", "x: 1.0e-3  # @tune loguniform(1e-9, 9)", real(1e-5), "x: 1.0e-05  # @tune loguniform(1e-9, 9)"],
    ["a.yaml", "x: 0.1  # @tune loguniform(1e-9, 9)", real(2), "x: 2.0  # @tune loguniform(1e-9, 9)"],
    ["a.yaml", "x: 1.0  # @tune choice(1.0, 1e-5)", real(1e-5), "x: 1.0e-05  # @tune choice(1.0, 1e-5)"],
    ["a.yaml", "x: a  # @tune choice('a', 'b')", text("b"), "x: b  # @tune choice('a', 'b')"],
    ["a.yaml", "x: a  # @tune choice('a', 'true')", text("true"), "x: 'true'  # @tune choice('a', 'true')"],
    ["a.yaml", "x: yes  # @tune bool", truth(false), "x: no  # @tune bool"],
    ["a.sh", "X=a # @tune choice('a', 'b c')", text("b c"), "X='b c' # @tune choice('a', 'b c')"],
    ["a.sh", 'X="a" # @tune choice("a", "$b")', text("$b"), 'X="\\$b" # @tune choice("a", "$b")'],
    ["a.ini", "x = a  # @tune choice('a', 'b c')", text("b c"), "x = b c  # @tune choice('a', 'b c')"],
    ["a.toml", "x = 'a'  # @tune choice('a', 'b\\c')", text("b\\c"), "x = 'b\\c'  # @tune choice('a', 'b\\c')"],
    ["a.jsonc", '{ "x": 1.5 } // @tune uniform(0, 9)', real(2), '{ "x": 2.0 } // @tune uniform(0, 9)'],
  ])("%s: %s", (path, code, literal, expected) => {
    expect(line(path, code, literal)).toBe(expected);
  });

  it("leaves code alone that already says so", () => {
    expect(line("a.py", "x = 1e-3  # @tune loguniform(1e-9, 1)", real(0.001))).toBe(
      "x = 1e-3  # @tune loguniform(1e-9, 1)",
    );
  });

  it("changes nothing but the literals, whatever the line breaks", () => {
    const source =
      "\ufeff# @study minimize\r\ndef f(a=1, b='x'): # @tune a = int(0, 99)  @tune b = choice('x', 'y')\r\n\treturn a\r\n";
    const { studies } = parsed("a.py", source);
    const plan = planWrite(
      source,
      studies[0]!,
      language("a.py"),
      new Map([
        ["a", int(42)],
        ["b", text("y")],
      ]),
    );
    expect(plan.kind === "edits" ? applyEdits(source, plan.edits) : plan).toBe(
      source.replace("a=1", "a=42").replace("'x')", "'y')"),
    );
  });

  it("skips values that have no literal in the code, and says why", () => {
    const source = "# @study minimize\ndef f(\n  a,  # @tune int(0, 9)\n  b=2 * 3,  # @tune int(0, 9)\n): ...\n";
    const plan = planWrite(
      source,
      parsed("a.py", source).studies[0]!,
      language("a.py"),
      new Map([
        ["a", int(1)],
        ["b", int(1)],
        ["c", int(1)],
      ]),
    );
    expect(plan).toMatchObject({ kind: "edits", edits: [], skipped: [{ name: "a" }, { name: "b" }, { name: "c" }] });
  });

  it("refuses a file that has changed since it was read", () => {
    const source = "# @study minimize loss\n\nx = 1  # @tune int(0, 9)\n";
    const { studies } = parsed("a.py", source);
    const plan = planWrite(`\n${source}`, studies[0]!, language("a.py"), new Map([["x", int(3)]]));
    expect(plan).toMatchObject({ kind: "refusal", message: { text: expect.stringContaining("changed") } });
  });

  it("refuses what the language cannot spell", () => {
    const source = "# @study minimize loss\n\nx = 1  # @tune uniform(0, 9)\n";
    const plan = planWrite(
      source,
      parsed("a.py", source).studies[0]!,
      language("a.py"),
      new Map([["x", real(Number.NaN)]]),
    );
    expect(plan.kind).toBe("refusal");
  });
});

const reals = fc.double({ noNaN: true, noDefaultInfinity: true });
const ints = fc.maxSafeInteger().map((value) => (value === 0 ? 0 : value));
const texts = fc.string({
  unit: fc.constantFrom(..."abcXYZ019 _-./'\"`$\\{}#;:,[]()%&\n\t@ü𝒳".match(/./gsu)!),
  maxLength: 8,
});

/** Some languages have no escapes, and so no way to write certain characters between quotes. */
function canSpell(value: string, host: Language): boolean {
  const escapes = host.strings.some((form) => form.escapes === "c" || form.escapes === "python");
  return escapes || (readLiteral(spell(text(value), host), host) !== null && !/[\n\t]/.test(value));
}

function literals(host: Language): fc.Arbitrary<Literal> {
  return fc.oneof(
    reals.map(real),
    ints.map(int),
    texts.filter((value) => canSpell(value, host)).map(text),
    ...(host.words.true.length > 0 ? [fc.boolean().map(truth)] : []),
    ...(host.words.none.length > 0 ? [fc.constant(none)] : []),
  );
}

describe("spelling", () => {
  it.each(LANGUAGES.map((host) => [host.id, host] as const))("of every kind of value reads back in %s", (_, host) => {
    fc.assert(
      fc.property(literals(host), (literal) => {
        const spelt = spell(literal, host);
        expect(readLiteral(spelt, host), spelt).toSatisfy(
          (read: Literal | null) => read !== null && sameLiteral(read, literal),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each(LANGUAGES.filter(({ strings }) => strings.length > 0).map((host) => [host.id, host] as const))(
    "of any text is possible in %s where it has quotes with escapes",
    (id, host) => {
      const escapes = host.strings.some((form) => form.escapes === "c" || form.escapes === "python");
      fc.assert(
        fc.property(texts, (value) => {
          const read = readLiteral(spell(text(value), host), host);
          if (escapes) expect(read, `${id}: ${spell(text(value), host)}`).toEqual(text(value));
        }),
        { numRuns: 200 },
      );
    },
  );

  it.each([
    ["a.py", real(0.001), "0.001"],
    ["a.py", real(1e-5), "1e-05"],
    ["a.py", real(1e16), "1e+16"],
    ["a.py", real(123456789), "123456789.0"],
    ["a.py", real(5e-324), "5e-324"],
    ["a.py", none, "None"],
    ["a.py", truth(true), "True"],
    ["a.mjs", truth(true), "true"],
    ["a.mjs", real(1e21), "1e+21"],
    ["a.r", none, "NULL"],
    ["a.lua", none, "nil"],
    ["a.jl", none, "nothing"],
    ["a.yaml", real(1e-7), "1.0e-07"],
  ] as const)("in %s of %j is %s", (path, literal, expected) => {
    expect(spell(literal, language(path))).toBe(expected);
  });
});

describe("writing and reading again", () => {
  const hosts = LANGUAGES.filter(({ id }) => id !== "jsonc");

  it.each(hosts.map((host) => [host.id, host] as const))("gives the same literals in %s", (_, host) => {
    const token = host.lineComments[0]!;
    const sign = host.assignments[0]!;
    const space = host.id === "shellscript" ? "" : " ";
    const assign = (name: string, value: Literal) =>
      `${name}${host.family === "yaml" ? "" : space}${sign}${space}${spell(value, host)}`;
    const source = (x: Literal, k: Literal) =>
      `${token} @study minimize loss\n\n${assign("x", x)} ${token} @tune uniform(-1e308, 1e307)\n${assign("n", int(3))} ${token} @tune int(-9007199254740990, 0)\n${assign("k", k)} ${token} @tune choice("a", "b c", 1, 2.5)\n`;
    fc.assert(
      fc.property(
        reals,
        ints,
        fc.constantFrom(text("a"), text("b c"), int(1), real(2.5)),
        fc.constantFrom(text("a"), int(1)),
        (x, n, k, before) => {
          const code = source(real(0.5), before);
          const study = parseSource(code, host).studies[0]!;
          const values = new Map([
            ["x", real(x)],
            ["n", int(n)],
            ["k", k],
          ]);
          const plan = planWrite(code, study, host, values);
          if (plan.kind === "refusal") throw new Error(`${worded(plan.message)}\n${code}`);
          const again = parseSource(applyEdits(code, plan.edits), host).studies[0]!;
          for (const slot of again.slots) expect(slot.literal, slot.name).toEqual(values.get(slot.name));
          expect(again.slots).toHaveLength(3);
        },
      ),
      { numRuns: 60 },
    );
  });
});
