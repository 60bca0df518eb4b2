/**
 * The few members of other extensions' interfaces that are used here. Every one is optional: what another version of
 * them offers is not ours to promise.
 */

/** `ms-toolsai.jupyter`. `Resource` is vscode's Uri. */
export interface JupyterExtension<Resource> {
  readonly ready?: PromiseLike<void>;
  /** Where the kernel that is chosen for an open notebook runs; of one on another machine, a path there. */
  getPythonEnvironment?(notebook: Resource): EnvironmentPath | undefined;
}

/** `ms-python.python`. `Resource` is vscode's Uri. */
export interface PythonExtension<Resource> {
  readonly ready?: PromiseLike<void>;
  readonly environments?: {
    /** Only what the settings say: a folder, or a path that does not exist, is possible. */
    getActiveEnvironmentPath?(resource: Resource): EnvironmentPath | undefined;
    resolveEnvironment?(environment: EnvironmentPath): PromiseLike<ResolvedEnvironment | undefined>;
  };
}

export interface EnvironmentPath {
  readonly id?: string;
  readonly path?: string;
}

export interface ResolvedEnvironment {
  readonly executable?: { readonly uri?: { readonly fsPath: string } | undefined };
}

/** `ms-python.vscode-python-envs`. */
export interface EnvironmentsExtension<Resource> {
  getEnvironment?(resource: Resource): PromiseLike<PythonEnvironment | undefined>;
  resolveEnvironment?(environment: unknown): PromiseLike<PythonEnvironment | undefined>;
}

export interface PythonEnvironment {
  readonly execInfo?: { readonly run?: { readonly executable?: string } };
  readonly environmentPath?: unknown;
}
