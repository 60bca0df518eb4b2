import { afterEach, describe, expect, it, vi } from "vitest";
import {
  choosePython,
  fromEnvironmentsExtension,
  fromJupyterExtension,
  fromPythonExtension,
  PATIENCE,
  type PythonSources,
} from "../../../src/extension/run/python-choice.js";

function sources(change: Partial<PythonSources>): PythonSources & { readonly passedOver: string[] } {
  const passedOver: string[] = [];
  return {
    kernel: async () => null,
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

  it("is that of the notebook's kernel before every other", async () => {
    const all = { kernel: async () => "/kernel", environments: async () => "/env", python: async () => "/chosen" };
    expect(await choosePython(sources(all))).toEqual({ path: "/kernel", from: "the notebook's kernel" });
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
  const file = { path: "/project/a.py" };

  it("is the resolved executable, not what the settings say", async () => {
    const environments = {
      getActiveEnvironmentPath: () => ({ id: "x", path: "/project/env" }),
      resolveEnvironment: async () => ({ executable: { uri: { fsPath: "/project/env/bin/python" } } }),
    };
    expect(await fromPythonExtension({ ready: Promise.resolve(), environments }, file)).toBe("/project/env/bin/python");
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

describe("what the Jupyter extension tells of a notebook's kernel", () => {
  const notebook = { path: "/project/a.ipynb" };
  const python = {
    environments: {
      resolveEnvironment: async ({ path }: { path?: string }) => ({
        executable: { uri: { fsPath: `${path}/bin/python` } },
      }),
    },
  };
  const runs = (path: string | undefined) => ({
    getPythonEnvironment: () => (path === undefined ? undefined : { id: path, path }),
  });
  const everything = () => true;

  it("is the interpreter of its environment, which the Python extension knows", async () => {
    expect(await fromJupyterExtension(runs("/envs/ml"), python, notebook, everything)).toBe("/envs/ml/bin/python");
  });

  it("is the path itself where that is a program and no Python extension is there", async () => {
    const isProgram = (path: string) => path.endsWith("python");
    expect(await fromJupyterExtension(runs("/envs/ml/bin/python"), null, notebook, isProgram)).toBe(
      "/envs/ml/bin/python",
    );
    expect(await fromJupyterExtension(runs("/envs/ml"), null, notebook, isProgram)).toBeNull();
  });

  it("is nothing for a kernel on another machine, none at all, or an older interface", async () => {
    expect(await fromJupyterExtension(runs("/far/away"), python, notebook, () => false)).toBeNull();
    expect(await fromJupyterExtension(runs(undefined), python, notebook, everything)).toBeNull();
    expect(await fromJupyterExtension({}, python, notebook, everything)).toBeNull();
  });
});
