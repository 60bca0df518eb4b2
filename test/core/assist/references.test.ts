import { describe, expect, it } from "vitest";
import { applyEdits } from "../../../src/core/annotations/write.js";
import { definitionAt, parameterAt, planRename } from "../../../src/core/assist/references.js";
import { atCaret } from "./at.js";

const SIGNATURE = `# @study minimize
# @constraint depth * width < 50
def f(
    depth=3,  # @tune int(1, 9)
    width=2,  # @tune int(1, 9) if depth > 2
): ...
`;
const SCRIPT = `# @study minimize loss run="python x.py --rate {rate} {{rate}}"
rate = 0.1  # @tune uniform(0, 1)
size = 2  # @tune "my size" = int(1, 9) if rate > 0.5
`;

function definition(marked: string, path = "a.py"): string | null {
  const { annotated, offset } = atCaret(path, marked);
  const found = definitionAt(annotated, offset);
  if (found === null) return null;
  const { from, to } = found;
  return `${annotated.text.slice(from.start, from.end)} -> ${to.start}:${annotated.text.slice(to.start, to.end)}`;
}

function renamed(marked: string, name: string) {
  const { annotated, offset } = atCaret("a.py", marked);
  const found = parameterAt(annotated, offset);
  if (found === null) return null;
  const plan = planRename(found, name);
  if (plan.kind === "refusal") return plan;
  return {
    text: applyEdits(annotated.text, plan.edits),
    code: plan.code === null ? null : annotated.text.slice(plan.code.start, plan.code.end),
  };
}

describe("the definition of a parameter", () => {
  const at = SIGNATURE.indexOf("depth=3");

  it("is its name in the code, from conditions, constraints and tags", () => {
    expect(definition(SIGNATURE.replace("if depth", "if de‸pth"))).toBe(`depth -> ${at}:depth`);
    expect(definition(SIGNATURE.replace("@constraint depth", "@constraint dep‸th"))).toBe(`depth -> ${at}:depth`);
    expect(definition(SIGNATURE.replace("@tune int", "@tu‸ne int"))).toBe(`@tune -> ${at}:depth`);
    expect(definition(SCRIPT.replace("{rate} ", "{ra‸te} "))).toBe(`rate -> ${SCRIPT.indexOf("rate = ")}:rate`);
    expect(definition(SCRIPT.replace("my size", "my‸ size"))).toBe(`"my size" -> ${SCRIPT.indexOf("size = 2")}:size`);
  });

  it("is its annotation from the code", () => {
    expect(definition(SIGNATURE.replace("depth=3", "dep‸th=3"))).toBe(
      `depth -> ${SIGNATURE.indexOf("@tune")}:@tune int(1, 9)`,
    );
  });

  it("is nothing elsewhere", () => {
    expect(definition(SIGNATURE.replace("def f", "de‸f f"))).toBeNull();
    expect(definition(SIGNATURE.replace("int(1, 9)", "in‸t(1, 9)"))).toBeNull();
  });
});

describe("renaming a parameter", () => {
  it("changes every annotation, and leaves the code's own name to its language", () => {
    const result = renamed(SIGNATURE.replace("if depth", "if de‸pth"), "levels");
    expect(result).toEqual({
      text: SIGNATURE.replace("if depth", "if levels").replace("@constraint depth", "@constraint levels"),
      code: "depth",
    });
  });

  it("gives a value of the code a name of its own, placeholders included", () => {
    expect(renamed(SCRIPT.replace("if rate", "if ra‸te"), "lr")).toEqual({
      text: SCRIPT.replace("{rate} ", "{lr} ")
        .replace("@tune uniform", "@tune lr = uniform")
        .replace("if rate", "if lr"),
      code: null,
    });
    expect(renamed(SCRIPT.replace("my size", "my‸ size"), "count")).toEqual({
      text: SCRIPT.replace('"my size"', "count"),
      code: null,
    });
    expect(renamed(SCRIPT.replace("my size", "my‸ size"), "two words")).toMatchObject({
      text: SCRIPT.replace("my size", "two words"),
    });
  });

  it("refuses a name that is taken, empty, or impossible where it stands", () => {
    const depth = SIGNATURE.replace("if depth", "if de‸pth");
    expect(renamed(depth, "width")).toMatchObject({ kind: "refusal" });
    expect(renamed(depth, " ")).toMatchObject({ kind: "refusal" });
    expect(renamed(depth, "my depth")).toMatchObject({ kind: "refusal" });
    expect(renamed(SCRIPT.replace("if rate", "if ra‸te"), "my rate")).toMatchObject({ kind: "refusal" });
  });
});
