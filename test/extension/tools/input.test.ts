import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readInput, ToolInputError } from "../../../src/extension/tools/input.js";
import { TOOLS, type ToolField } from "../../../src/extension/tools/specs.js";

interface Declared {
  readonly name: string;
  readonly modelDescription: string;
  readonly inputSchema: unknown;
  readonly canBeReferencedInPrompt: boolean;
  readonly toolReferenceName: string;
}

const { contributes } = JSON.parse(readFileSync("package.json", "utf8")) as {
  readonly contributes: { readonly languageModelTools: readonly Declared[] };
};

/** What package.json has to say of a tool's input. */
function schema(fields: readonly ToolField[]): unknown {
  const properties = fields.map(({ name, type, summary }) => [
    name,
    type.kind === "text"
      ? { type: "string", description: summary }
      : { type: "integer", minimum: type.min, maximum: type.max, description: summary },
  ]);
  return {
    type: "object",
    properties: Object.fromEntries(properties),
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

describe("the tools for language models", () => {
  it("are those of package.json, with the same input", () => {
    const declared = contributes.languageModelTools.map(({ name, inputSchema }) => [name, inputSchema]);
    expect(declared).toEqual(Object.entries(TOOLS).map(([name, fields]) => [name, schema(fields)]));
  });

  it("can be named in a prompt, and say to a model what they are for", () => {
    for (const { canBeReferencedInPrompt, toolReferenceName, modelDescription } of contributes.languageModelTools) {
      expect(canBeReferencedInPrompt).toBe(true);
      expect(toolReferenceName).toMatch(/^[a-z]\w*$/i);
      expect(modelDescription.length).toBeGreaterThan(60);
    }
  });
});

describe("a tool's input", () => {
  it("is taken where it fits, with null and empty texts as left out", () => {
    expect(readInput("hyperlens_list_studies", undefined)).toEqual({});
    expect(readInput("hyperlens_run_study", { study: "a", trials: 3, file: null })).toEqual({ study: "a", trials: 3 });
    expect(readInput("hyperlens_stop_study", { study: "a", file: "" })).toEqual({ study: "a" });
  });

  it.each([
    ["hyperlens_run_study", {}, "needs the field `study`"],
    ["hyperlens_run_study", { study: null }, "needs the field `study`"],
    ["hyperlens_run_study", { study: 5 }, "`study` of hyperlens_run_study is a text, not 5"],
    ["hyperlens_run_study", { study: "a", trials: "3" }, 'a whole number from 1 to 1000000, not "3"'],
    ["hyperlens_run_study", { study: "a", trials: 1.5 }, "a whole number from 1 to 1000000, not 1.5"],
    ["hyperlens_run_study", { study: "a", trials: 0 }, "not 0"],
    ["hyperlens_study_results", { study: "a", wait_seconds: 601 }, "from 0 to 600, not 601"],
    [
      "hyperlens_run_study",
      { study: "a", trails: 3 },
      "has no field `trails`. Its fields are `study`, `file`, `trials`",
    ],
    ["hyperlens_list_studies", { all: true }, "has no field `all`. It takes no field"],
    ["hyperlens_list_studies", [], "takes an object, not []"],
    ["hyperlens_list_studies", "digits", 'takes an object, not "digits"'],
  ] as const)("of %s is refused as %j", (tool, input, message) => {
    expect(() => readInput(tool, input)).toThrow(ToolInputError);
    expect(() => readInput(tool, input)).toThrow(message);
  });
});
