import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { findPython } from "../../../src/driver/interpreters/find.js";

/** A folder with files, in which an empty one is a program; `ROOT` in a text stands for the folder. */
function machine(files: { readonly [name: string]: string }): string {
  const root = mkdtempSync(join(tmpdir(), "kernels-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text.replaceAll("ROOT", root));
    if (text === "") chmodSync(path, 0o755);
  }
  return root;
}

const notebook = (name: string) =>
  JSON.stringify({ cells: [], metadata: { kernelspec: { name, language: "python" } }, nbformat: 4, nbformat_minor: 5 });
const starts = (program: string) =>
  JSON.stringify({ argv: [program, "-m", "ipykernel_launcher", "-f", "{connection}"] });

const ML = "kernels/ml/kernel.json";
const BASE = { "p/a.ipynb": notebook("ml"), "envs/ml/bin/python": "", "bin/python3": "" };
const VENV = { "p/.venv/bin/python": "" };
const HOME = { [`home/.local/share/jupyter/${ML}`]: starts("ROOT/envs/ml/bin/python") };

function found(root: string, environment: NodeJS.ProcessEnv = {}, option: string | null = null) {
  const { path, why } = findPython(
    join(root, "p/a.ipynb"),
    { given: null, option },
    { PATH: join(root, "bin"), HOME: join(root, "home"), ...environment },
  );
  return { path: path.slice(root.length + 1), why: why.replaceAll(root, "ROOT") };
}

// Elsewhere Jupyter keeps its files in other folders.
describe.runIf(process.platform === "linux")("the Python of a notebook's kernel", () => {
  it("runs the notebook, before the environment beside it, and the choice says why", () => {
    expect(found(machine({ ...BASE, ...VENV, ...HOME }))).toEqual({
      path: "envs/ml/bin/python",
      why: "the notebook's kernel ml",
    });
  });

  it("gives way to the study's own option, and is nothing to a file", () => {
    const root = machine({ ...BASE, ...HOME, "p/a.py": "" });
    expect(found(root, {}, join(root, "bin/python3"))).toMatchObject({ path: "bin/python3" });
    const environment = { PATH: join(root, "bin"), HOME: join(root, "home") };
    const { why } = findPython(join(root, "p/a.py"), { given: null, option: null }, environment);
    expect(why).toBe("python3 on the PATH");
  });

  it.each([
    ["JUPYTER_PATH", "extra"],
    ["JUPYTER_DATA_DIR", "extra"],
    ["XDG_DATA_HOME", "extra/jupyter"],
    ["VIRTUAL_ENV", "extra/share/jupyter"],
    ["CONDA_PREFIX", "extra/share/jupyter"],
  ])("is found where %s says that Jupyter's files are", (variable, folder) => {
    const root = machine({ ...BASE, [`${folder}/${ML}`]: starts("ROOT/envs/ml/bin/python") });
    const places = variable === "JUPYTER_PATH" ? `${join(root, "none")}:${join(root, "extra")}` : join(root, "extra");
    expect(found(root, { [variable]: places })).toMatchObject({ path: "envs/ml/bin/python" });
  });

  it("is found in the environment beside the notebook", () => {
    const root = machine({ ...BASE, ...VENV, [`p/.venv/share/jupyter/${ML}`]: starts("ROOT/envs/ml/bin/python") });
    expect(found(root)).toMatchObject({ path: "envs/ml/bin/python" });
  });

  it("is passed over for a kernel that is not installed, has no Python or one that is gone, and the choice says so", () => {
    const why = "from ROOT/p/.venv; the notebook's kernel ml has no Python here";
    const others = [{}, ...["/usr/bin/Rscript", "python", "ROOT/gone/bin/python"].map((program) => starts(program))];
    for (const other of [...others, "{ no JSON", "[]"]) {
      const kernel = typeof other === "string" ? { [`home/.local/share/jupyter/${ML}`]: other } : {};
      const root = machine({ ...BASE, ...VENV, ...kernel });
      expect(found(root)).toEqual({ path: "p/.venv/bin/python", why });
    }
    const { why: onPath } = found(machine(BASE));
    expect(onPath).toBe("python3 on the PATH; the notebook's kernel ml has no Python here");
  });

  it("is not asked for where the notebook names none, or the one of Jupyter's own Python, or a path", () => {
    const spec = starts("ROOT/envs/ml/bin/python");
    for (const name of ["python3", "python", "../ml", "..", "", "a/b"]) {
      const folders = { [`home/.local/share/jupyter/kernels/${name === "" ? "x" : name}/kernel.json`]: spec };
      const root = machine({ ...BASE, ...VENV, ...folders, "p/a.ipynb": notebook(name) });
      expect(found(root), name).toEqual({ path: "p/.venv/bin/python", why: "from ROOT/p/.venv" });
    }
    for (const text of ["", "{", "[]", '{"metadata": {"kernelspec": {"name": 3}}}', '{"metadata": null}']) {
      const root = machine({ ...BASE, ...HOME, "p/a.ipynb": `${text} ` });
      expect(found(root), text).toMatchObject({ why: "python3 on the PATH" });
    }
  });
});
