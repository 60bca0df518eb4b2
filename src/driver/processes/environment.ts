/**
 * The environment of the processes that a driver starts: its own, without what makes Electron behave as Node and without
 * the editor's variables, which would reach into the user's programs.
 */
export function childEnvironment(own: NodeJS.ProcessEnv): Record<string, string> {
  const kept = Object.entries(own).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !/^(ELECTRON_|VSCODE_)/.test(entry[0]),
  );
  return Object.fromEntries(kept);
}
