import { within } from "./deadline.js";
import type { EnvironmentPath, EnvironmentsExtension, JupyterExtension, PythonExtension } from "./python-apis.js";

/** Longer than this nobody waits for another extension (milliseconds). */
export const PATIENCE = 5_000;

/** Where an interpreter can come from; each gives null where it has no choice to tell. */
export interface PythonSources {
  /** That of the kernel that is chosen for the notebook; null for every other file. */
  kernel(): Promise<string | null>;
  /** The environments extension's choice. */
  environments(): Promise<string | null>;
  /** The Python extension's choice. */
  python(): Promise<string | null>;
  /** The setting `hyperlens.python`, variables replaced. */
  setting(): string | null;
  /** Told why a source was passed over. */
  passed(source: string, why: string): void;
}

export interface PythonChoice {
  readonly path: string;
  readonly from: string;
}

/** The interpreter that a person has chosen in the editor; null leaves the search to the driver. */
export async function choosePython(sources: PythonSources): Promise<PythonChoice | null> {
  for (const [from, ask] of [
    ["the notebook's kernel", () => sources.kernel()],
    ["the Python environments extension", () => sources.environments()],
    ["the Python extension", () => sources.python()],
  ] as const) {
    try {
      const path = await within(PATIENCE, ask());
      if (path !== null) return { path, from };
    } catch (error) {
      sources.passed(from, error instanceof Error ? error.message : String(error));
    }
  }
  const setting = sources.setting();
  return setting === null ? null : { path: setting, from: "the setting hyperlens.python" };
}

/**
 * Where the kernel of a notebook runs, as the Jupyter extension has it.
 *
 * @param python The Python extension, which knows the interpreter of an environment; null where it is not there.
 * @param isProgram Whether a path is that of a program on this machine.
 */
export async function fromJupyterExtension<Resource>(
  api: JupyterExtension<Resource>,
  python: PythonExtension<Resource> | null,
  notebook: Resource,
  isProgram: (path: string) => boolean,
): Promise<string | null> {
  await api.ready;
  const environment = api.getPythonEnvironment?.(notebook);
  if (environment === undefined) return null;
  const path = (python === null ? null : await executableOf(python, environment)) ?? environment.path ?? "";
  return isProgram(path) ? path : null;
}

/** What the Python extension has chosen for a file. */
export async function fromPythonExtension<Resource>(
  api: PythonExtension<Resource>,
  resource: Resource,
): Promise<string | null> {
  await api.ready;
  const active = api.environments?.getActiveEnvironmentPath?.(resource);
  return active === undefined ? null : executableOf(api, active);
}

async function executableOf<Resource>(
  { environments }: PythonExtension<Resource>,
  environment: EnvironmentPath,
): Promise<string | null> {
  const resolved = await environments?.resolveEnvironment?.(environment);
  return resolved?.executable?.uri?.fsPath ?? null;
}

/** What the environments extension has chosen for a file. */
export async function fromEnvironmentsExtension<Resource>(
  api: EnvironmentsExtension<Resource>,
  resource: Resource,
): Promise<string | null> {
  const environment = await api.getEnvironment?.(resource);
  if (environment === undefined) return null;
  const executable = environment.execInfo?.run?.executable;
  if (executable !== undefined) return executable;
  const resolved = await api.resolveEnvironment?.(environment.environmentPath);
  return resolved?.execInfo?.run?.executable ?? null;
}
