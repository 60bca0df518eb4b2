import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Interpreter } from "../interpreters/find.js";

/** How a Node.js is told to strip types; empty where it does so by itself, or never does. */
export function stripFlags(interpreter: Interpreter): readonly string[] {
  const [major, minor] = versionOf(interpreter);
  const onRequest = (major === 22 && minor >= 6 && minor < 18) || (major === 23 && minor < 6);
  return onRequest ? ["--experimental-strip-types", "--disable-warning=ExperimentalWarning"] : [];
}

/** What lets a Node.js run a TypeScript file by itself: type stripping, or the project's tsx where it cannot strip. */
export function nodeFlags(interpreter: Interpreter, file: string): readonly string[] {
  const [major, minor] = versionOf(interpreter);
  if (major > 22 || (major === 22 && minor >= 6)) return stripFlags(interpreter);
  try {
    return ["--import", pathToFileURL(createRequire(file).resolve("tsx")).href];
  } catch {
    return [];
  }
}

function versionOf(interpreter: Interpreter): readonly [major: number, minor: number] {
  const { stdout } = spawnSync(interpreter.path, ["-p", "process.versions.node"], { encoding: "utf8" });
  const [major = 0, minor = 0] = (stdout ?? "").split(".").map(Number);
  return [major, minor];
}
