import { within } from "./deadline.js";
import type { EnvironmentsExtension, PythonExtension } from "./python-apis.js";

/** Longer than this nobody waits for another extension (milliseconds). */
export const PATIENCE = 5_000;

/** Where an interpreter can come from; each gives null where it has no choice to tell. */
export interface PythonSources {
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

/** What the Python extension has chosen for a file. */
export async function fromPythonExtension<Resource>(
  api: PythonExtension<Resource>,
  resource: Resource,
): Promise<string | null> {
  await api.ready;
  const environments = api.environments;
  const active = environments?.getActiveEnvironmentPath?.(resource);
  if (active === undefined) return null;
  const resolved = await environments?.resolveEnvironment?.(active);
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
