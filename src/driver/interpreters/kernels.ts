import { readFileSync } from "node:fs";
import { basename, delimiter, isAbsolute, join } from "node:path";
import { kernelIn } from "../../core/notebooks/read.js";

/** What a notebook says of its kernel, and the Python of that where its specification is installed. */
export interface NotebookKernel {
  readonly name: string;
  /** null where no installed specification leads to a Python. */
  readonly python: string | null;
}

export interface KernelSearch {
  readonly environment: NodeJS.ProcessEnv;
  /** The folder of the environment that belongs to the notebook's own folder; null where there is none. */
  readonly venv: string | null;
}

/**
 * The kernel that a notebook was last used with; null where it names none that says anything: `python3` is the name of
 * whichever Python Jupyter itself runs in.
 */
export function kernelOf(file: string, search: KernelSearch): NotebookKernel | null {
  const name = kernelIn(readFileSync(file, "utf8"));
  // Jupyter itself takes no other names; this one becomes part of a path.
  if (name === null || /^python[23]?$/.test(name) || !/^[\w-][\w.-]*$/.test(name)) return null;
  for (const data of dataFolders(search)) {
    const python = pythonOf(join(data, "kernels", name, "kernel.json"));
    if (python !== null) return { name, python };
  }
  return { name, python: null };
}

/** The folders in which Jupyter looks for what is installed, in its order (jupyter_core, `jupyter_path`). */
function dataFolders({ environment, venv }: KernelSearch): readonly string[] {
  const { JUPYTER_PATH = "", JUPYTER_DATA_DIR, VIRTUAL_ENV, CONDA_PREFIX } = environment;
  const own = JUPYTER_DATA_DIR ?? userFolder(environment);
  const prefixes = [VIRTUAL_ENV, CONDA_PREFIX, venv].filter((prefix) => prefix != null && prefix !== "");
  const folders = [
    ...JUPYTER_PATH.split(delimiter),
    ...(own === null ? [] : [own]),
    ...prefixes.map((prefix) => join(prefix!, "share", "jupyter")),
    ...(process.platform === "win32"
      ? [join(environment.PROGRAMDATA ?? "", "jupyter")]
      : ["/usr/local/share/jupyter", "/usr/share/jupyter"]),
  ];
  return folders.filter(isAbsolute);
}

function userFolder(environment: NodeJS.ProcessEnv): string | null {
  const { APPDATA, XDG_DATA_HOME, HOME } = environment;
  if (process.platform === "win32") return APPDATA === undefined ? null : join(APPDATA, "jupyter");
  if (HOME === undefined) return null;
  if (process.platform === "darwin") return join(HOME, "Library", "Jupyter");
  return join(XDG_DATA_HOME ?? join(HOME, ".local", "share"), "jupyter");
}

/** The Python that a kernel's specification starts; null where that is another program, or not told by its path. */
function pythonOf(specification: string): string | null {
  try {
    const { argv } = JSON.parse(readFileSync(specification, "utf8")) as { readonly argv?: readonly unknown[] };
    const program = argv?.[0];
    const isPython = typeof program === "string" && /^python[\d.]*(?:\.exe)?$/i.test(basename(program));
    return isPython && isAbsolute(program) ? program : null;
  } catch {
    return null;
  }
}
