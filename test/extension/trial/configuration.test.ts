import { describe, expect, it } from "vitest";
import { type DescribedProgram, debugConfiguration } from "../../../src/extension/trial/configuration.js";

const RUNNERS = "/extension/dist/runners";

function configured(program: Partial<DescribedProgram> | null) {
  const whole = program && {
    runtime: "python",
    program: "/env/bin/python",
    flags: [],
    entry: { kind: "file", name: "/extension/dist/runners/once.py" },
    arguments: ["/p/order.json"],
    ...program,
  };
  const where = { cwd: "/project", variables: { HYPERLENS_TRIAL: "7" }, cells: null };
  return debugConfiguration({ program: whole as DescribedProgram | null, ...where }, "Trial 7 of fit", RUNNERS);
}

describe("the configuration that debugs a trial", () => {
  it("starts Python's debugger with the study's interpreter, and does not step into our own programs", () => {
    expect(configured({ flags: ["-X", "dev"] })).toEqual({
      type: "debugpy",
      name: "Trial 7 of fit",
      request: "launch",
      python: "/env/bin/python",
      pythonArgs: ["-X", "dev"],
      program: "/extension/dist/runners/once.py",
      args: ["/p/order.json"],
      cwd: "/project",
      env: { HYPERLENS_TRIAL: "7" },
      console: "integratedTerminal",
      justMyCode: true,
      subProcess: false,
      rules: [{ path: "/extension/dist/runners/**", include: false }],
    });
  });

  it("starts a module where the command does", () => {
    const configuration = configured({ entry: { kind: "module", name: "package.train" } });
    expect(configuration).toMatchObject({ type: "debugpy", module: "package.train" });
    expect(configuration).not.toHaveProperty("program");
  });

  it("starts Node's debugger with the flags that the trial is run with", () => {
    expect(
      configured({
        runtime: "node",
        program: "/bin/node",
        flags: ["--import", "x"],
        entry: { kind: "file", name: "fit.mjs" },
      }),
    ).toMatchObject({
      type: "node",
      runtimeExecutable: "/bin/node",
      runtimeArgs: ["--import", "x"],
      program: "/project/fit.mjs",
      skipFiles: ["<node_internals>/**", "/extension/dist/runners/**"],
    });
  });

  it.each([
    ["several programs, or a launcher before it", null],
    ["a program of another language", { runtime: null }],
    ["code on the command line", { entry: null }],
  ])("is a sentence for %s", (_, program) => {
    expect(configured(program)).toMatch(/in its terminal instead/);
  });
});
