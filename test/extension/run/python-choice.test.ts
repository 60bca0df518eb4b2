import { afterEach, describe, expect, it, vi } from "vitest";
import {
  choosePython,
  fromEnvironmentsExtension,
  fromPythonExtension,
  PATIENCE,
  type PythonSources,
} from "../../../src/extension/run/python-choice.js";

function sources(change: Partial<PythonSources>): PythonSources & { readonly passedOver: string[] } {
  const passedOver: string[] = [];
  return {
    environments: async () => null,
    python: async () => null,
    setting: () => null,
    passed: (source) => passedOver.push(source),
    passedOver,
    ...change,
  };
}

describe("the Python of a run", () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is the Python extension's before the setting's", async () => {
    const choice = await choosePython(sources({ python: async () => "/chosen", setting: () => "/set" }));
    expect(choice?.path).toBe("/chosen");
  });

  it("is the environments extension's where that one chooses", async () => {
    const choice = await choosePython(sources({ environments: async () => "/env", python: async () => "/chosen" }));
    expect(choice?.path).toBe("/env");
  });

  it("is the setting's where no extension has one", async () => {
    expect(await choosePython(sources({ setting: () => "/set" }))).toEqual({
      path: "/set",
      from: "the setting hyperlens.python",
    });
  });

  it("is left to the driver where nobody has chosen", async () => {
    expect(await choosePython(sources({}))).toBeNull();
  });

  it("passes over an extension that fails, and says so", async () => {
    const broken = sources({
      python: async () => {
        throw new Error("no interpreter");
      },
      setting: () => "/set",
    });
    expect((await choosePython(broken))?.path).toBe("/set");
    expect(broken.passedOver).toEqual(["the Python extension"]);
  });

  it("does not wait for ever", async () => {
    vi.useFakeTimers();
    const choice = choosePython(sources({ python: () => new Promise(() => {}), setting: () => "/set" }));
    await vi.advanceTimersByTimeAsync(PATIENCE);
    expect((await choice)?.path).toBe("/set");
  });
});

describe("what the Python extension tells", () => {
  const file = { path: "/work/a.py" };

  it("is the resolved executable, not what the settings say", async () => {
    const environments = {
      getActiveEnvironmentPath: () => ({ id: "x", path: "/work/env" }),
      resolveEnvironment: async () => ({ executable: { uri: { fsPath: "/work/env/bin/python" } } }),
    };
    expect(await fromPythonExtension({ ready: Promise.resolve(), environments }, file)).toBe("/work/env/bin/python");
  });

  it("is nothing for an environment without a Python, or an older interface", async () => {
    const environments = { getActiveEnvironmentPath: () => ({ path: "/conda" }), resolveEnvironment: async () => ({}) };
    expect(await fromPythonExtension({ environments }, file)).toBeNull();
    expect(await fromPythonExtension({}, file)).toBeNull();
  });
});

describe("what the environments extension tells", () => {
  it("is the executable, resolved where it is not known yet", async () => {
    const run = { execInfo: { run: { executable: "/env/bin/python" } } };
    expect(await fromEnvironmentsExtension({ getEnvironment: async () => run }, {})).toBe("/env/bin/python");
    const unresolved = {
      getEnvironment: async () => ({ environmentPath: "/env" }),
      resolveEnvironment: async () => run,
    };
    expect(await fromEnvironmentsExtension(unresolved, {})).toBe("/env/bin/python");
  });

  it("is nothing where no environment was chosen", async () => {
    expect(await fromEnvironmentsExtension({ getEnvironment: async () => undefined }, {})).toBeNull();
    expect(await fromEnvironmentsExtension({}, {})).toBeNull();
  });
});
