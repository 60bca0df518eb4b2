import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { hostname } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { codeWithoutValues } from "../../core/annotations/values-in-code.js";
import { encodeFacts, type RunFacts } from "../../core/study/run-facts.js";
import { filledWord } from "../../core/text/command-words.js";
import { childEnvironment } from "../processes/environment.js";
import { hashOf, keepCode } from "./kept-code.js";
import { storedPath } from "./plan.js";
import type { Execution } from "./slots.js";

/** Nothing of a run waits longer than this for what is only to be noted. */
const PATIENCE_MS = 3_000;
/** A file that a command names is kept up to this size. */
const LARGEST = 1024 * 1024;

export interface FactsInput {
  /** The annotated file, and its bytes as the run began. */
  readonly file: string;
  readonly code: Buffer;
  /** The studies folder. */
  readonly folder: string;
  readonly cwd: string;
  readonly execution: Execution;
  readonly environment: NodeJS.ProcessEnv;
  /** Whether the interpreter is on another machine, where nothing can be asked of it. */
  readonly remote: boolean;
}

/** Notes what a run happens in; its parts are asked for while the user's file is loaded, so that nothing waits for it. */
export class FactsInquiry {
  readonly #git: Promise<RunFacts["git"]>;
  readonly #packages: Promise<Readonly<Record<string, string>>>;

  constructor(private readonly input: FactsInput) {
    this.#git = gitState(dirname(input.file));
    this.#packages = packagesOf(input);
  }

  /** The facts with their hash. `runtime` is what the interpreter says of itself. */
  async result(runtime: string): Promise<{ readonly facts: RunFacts; readonly hash: string }> {
    const { file, code, folder, cwd, execution } = this.input;
    const { interpreter } = execution.kind === "runner" ? execution : execution.program;
    const sources: Record<string, string> = { [storedPath(folder, file)]: hashOf(code) };
    const parts = [codeWithoutValues(file, code.toString("utf8"))];
    keepCode(folder, file, code);
    for (const other of namedFiles(this.input)) {
      const bytes = readFileSync(other);
      sources[storedPath(folder, other)] = hashOf(bytes);
      keepCode(folder, other, bytes);
      parts.push(hashOf(bytes));
    }
    const facts: RunFacts = {
      host: hostname(),
      system: `${process.platform} ${process.arch}`,
      hyperlens: ownVersion(),
      interpreter: interpreter.path,
      runtime,
      packages: await this.#packages,
      git: await this.#git,
      cwd,
      command: execution.kind === "runner" ? null : commandText(execution),
      sources,
      version: hashOf(Buffer.from(parts.join("\u0000"))),
    };
    const text = JSON.stringify(encodeFacts(facts));
    return { facts, hash: createHash("sha256").update(text).digest("hex").slice(0, 12) };
  }
}

/** The files that the words of a command name: the program that reads a configuration is part of what ran. */
function namedFiles({ execution, cwd, file }: FactsInput): readonly string[] {
  if (execution.kind === "runner") return [];
  const words = execution.program.steps.flatMap((step) => step.slice(1).map((word) => filledWord(word, () => "\0")));
  return [...new Set(words.map((word) => resolve(cwd, word.replaceAll("\0", "{}"))))].filter((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    return path !== file && extname(path) !== "" && stat?.isFile() === true && stat.size <= LARGEST;
  });
}

function commandText(execution: Extract<Execution, { kind: "program" }>): string {
  const steps = execution.program.steps.map((words) =>
    words.map((word) => JSON.stringify(filledWord(word, (name) => `{${name}}`))).join(" "),
  );
  return steps.join(" && ");
}

async function gitState(folder: string): Promise<RunFacts["git"]> {
  const commit = await output("git", ["-C", folder, "rev-parse", "HEAD"], process.env);
  if (commit === null) return null;
  const changes = await output("git", ["-C", folder, "status", "--porcelain", "--untracked-files=no"], process.env);
  return { commit: commit.trim(), dirty: changes === null || changes.trim() !== "" };
}

async function packagesOf({
  execution,
  environment,
  file,
  remote,
}: FactsInput): Promise<Readonly<Record<string, string>>> {
  if (remote) return {};
  const { interpreter } = execution.kind === "runner" ? execution : execution.program;
  const python = execution.kind === "runner" ? execution.objective.language === "python" : execution.program.python;
  if (!python) return nodePackages(file);
  const script = fileURLToPath(new URL("./runners/packages.py", import.meta.url));
  const listed = await output(interpreter.path, [script], childEnvironment(environment));
  try {
    return JSON.parse(listed ?? "{}");
  } catch {
    return {}; // The first program is no Python; what it runs with cannot be known.
  }
}

/** The versions of what the nearest package.json asks for, as they are installed. */
function nodePackages(file: string): Readonly<Record<string, string>> {
  const manifest = nearestManifest(dirname(file));
  if (manifest === null) return {};
  const find = createRequire(manifest);
  const { dependencies = {}, devDependencies = {} } = readManifest(manifest);
  const versions: Record<string, string> = {};
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    try {
      versions[name] = String(readManifest(find.resolve(`${name}/package.json`)).version);
    } catch {
      // It is not installed, or does not show its manifest.
    }
  }
  return versions;
}

interface Manifest {
  readonly version?: unknown;
  readonly dependencies?: Readonly<Record<string, unknown>>;
  readonly devDependencies?: Readonly<Record<string, unknown>>;
}

function readManifest(path: string): Manifest {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, "utf8"));
    return typeof manifest === "object" && manifest !== null ? manifest : {};
  } catch {
    return {};
  }
}

function nearestManifest(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, "package.json");
    if (existsSync(path)) return path;
    if (dirname(at) === at) return null;
  }
}

function ownVersion(): string {
  return String(readManifest(fileURLToPath(new URL("../package.json", import.meta.url))).version ?? "?");
}

/** What a program prints; null where it fails, is not there, or takes too long. */
function output(program: string, words: readonly string[], environment: NodeJS.ProcessEnv): Promise<string | null> {
  return new Promise((done) => {
    const options = { env: environment, timeout: PATIENCE_MS, maxBuffer: 8 * 1024 * 1024 };
    execFile(program, [...words], options, (error, stdout) => done(error === null ? stdout : null));
  });
}
