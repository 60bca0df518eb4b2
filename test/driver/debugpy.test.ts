import { type ChildProcess, spawn } from "node:child_process";
import { connect, createServer, type Socket } from "node:net";
import { join, resolve } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { cacheFolder } from "../../scripts/machine/cache.mjs";
import { ensureEnvironment } from "../../scripts/machine/python.mjs";
import { debugConfiguration } from "../../src/extension/trial/configuration.js";
import { hyperlens, program, runJson, studyIn, workspace } from "./program.js";

/** The debugger that the editor's extension for Python brings along. */
const DEBUGGER = ["debugpy==1.8.17"];

async function debuggerPython(): Promise<string> {
  return ensureEnvironment(join(cacheFolder(resolve(import.meta.dirname, "../..")), "debugpy"), DEBUGGER);
}

interface Message {
  readonly seq: number;
  readonly type: string;
  readonly command?: string;
  readonly event?: string;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
}

/** As much of the Debug Adapter Protocol as an editor needs to stop at a line and look around. */
class Adapter {
  private readonly heard: Message[] = [];
  private readonly waiting = new Set<() => void>();
  private rest: Buffer = Buffer.alloc(0);
  private seq = 1;

  constructor(private readonly socket: Socket) {
    socket.on("data", (data: Buffer) => this.read(Buffer.concat([this.rest, data])));
  }

  /** Sends a request without waiting for its answer. */
  send(command: string, words: object = {}): number {
    const seq = this.seq++;
    const text = JSON.stringify({ seq, type: "request", command, arguments: words });
    this.socket.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
    return seq;
  }

  async ask<Body>(command: string, words: object = {}): Promise<Body> {
    this.send(command, words);
    const answer = await this.next((message) => message.type === "response" && message.command === command);
    if (answer.success !== true) throw new Error(`${command}: ${answer.message}`);
    return answer.body as Body;
  }

  async event<Body>(name: string): Promise<Body> {
    return (await this.next((message) => message.type === "event" && message.event === name)).body as Body;
  }

  private next(suits: (message: Message) => boolean): Promise<Message> {
    return new Promise((done) => {
      const look = () => {
        const at = this.heard.findIndex(suits);
        if (at < 0) return;
        this.waiting.delete(look);
        done(this.heard.splice(at, 1)[0]!);
      };
      this.waiting.add(look);
      look();
    });
  }

  private read(data: Buffer): void {
    let left = data;
    for (;;) {
      const head = left.indexOf("\r\n\r\n");
      const length = Number(/Content-Length: (\d+)/.exec(left.subarray(0, Math.max(0, head)).toString())?.[1]);
      if (head < 0 || left.length < head + 4 + length) break;
      this.heard.push(JSON.parse(left.subarray(head + 4, head + 4 + length).toString()) as Message);
      left = left.subarray(head + 4 + length);
    }
    this.rest = left;
    for (const look of [...this.waiting]) look();
  }
}

/** A port below those that systems give out themselves: nobody else gets it while the debugger starts. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const server = createServer();
    const free = await new Promise<boolean>((done) => {
      server.once("error", () => done(false)).listen(port, "127.0.0.1", () => done(true));
    });
    if (!free) continue;
    await new Promise((done) => server.close(done));
    return port;
  }
}

/** Connects as soon as somebody listens. */
async function attach(port: number, child: ChildProcess): Promise<Adapter> {
  for (;;) {
    const socket = await new Promise<Socket | null>((done) => {
      const tried = connect(port, "127.0.0.1", () => done(tried)).once("error", () => done(null));
    });
    if (socket !== null) {
      onTestFinished(() => {
        socket.destroy();
      });
      return new Adapter(socket);
    }
    if (child.exitCode !== null) throw new Error(`The program ended with status ${child.exitCode} before it listened.`);
  }
}

const FUNCTION = `
# @study s minimize loss  sampler=random seed=1 trials=3
def objective(
    x=1.0,  # @tune uniform(0, 10)
):
    doubled = x * 2
    return doubled
`;

const PATCHED = `
# @study s minimize loss  sampler=random seed=1 trials=3
def objective():
    x = 1.0  # @tune uniform(0, 10)
    doubled = x * 2
    return doubled
`;

const SCRIPT = `
# @study s minimize loss  sampler=random seed=1 trials=3
x = 1.0  # @tune uniform(0, 10)
doubled = x * 2
print(f"loss={doubled}")
`;

describe("a trial in Python under its debugger", () => {
  it.each([
    ["a function", FUNCTION, 7],
    ["a function whose body is tuned", PATCHED, 6],
    ["a script", SCRIPT, 5],
  ] as const)("stops in %s at a breakpoint of the file, with the trial's own values", async (_, source, line) => {
    const python = await debuggerPython();
    const folder = workspace({ "a.py": source });
    const file = join(folder, "a.py");
    const { result } = await runJson(["a.py", "--python", python], folder);
    const x = studyIn(result.journal ?? "").trials[2]?.params.get("x");
    const described = await hyperlens(["try", "a.py", "2", "--python", python, "--describe"], folder);
    const runners = join(program, "../runners");
    const configuration = debugConfiguration(JSON.parse(described.out), "Trial 2 of s", runners);
    if (typeof configuration === "string") throw new Error(configuration);
    // What the editor's extension makes of the configuration: the same program, waiting for the editor.
    const port = await freePort();
    const words = ["-m", "debugpy", "--listen", `127.0.0.1:${port}`, "--wait-for-client"];
    const {
      program: entry,
      args,
      cwd,
      env,
      rules,
      justMyCode,
    } = configuration as unknown as {
      readonly program: string;
      readonly args: readonly string[];
      readonly cwd: string;
      readonly env: Readonly<Record<string, string>>;
      readonly rules: unknown;
      readonly justMyCode: boolean;
    };
    const child = spawn(python, [...words, entry, ...args], { cwd, env: { ...process.env, ...env } });
    onTestFinished(() => {
      child.kill("SIGKILL");
    });
    let out = "";
    child.stdout.on("data", (data: Buffer) => {
      out += data.toString();
    });
    const ended = new Promise<number | null>((done) => child.once("exit", done));
    const adapter = await attach(port, child);
    await adapter.ask("initialize", { clientID: "test", adapterID: "debugpy", pathFormat: "path" });
    adapter.send("attach", { request: "attach", justMyCode, rules });
    await adapter.event("initialized");
    const set = { source: { path: file }, breakpoints: [{ line }] };
    const { breakpoints } = await adapter.ask<{ breakpoints: { verified: boolean }[] }>("setBreakpoints", set);
    expect(breakpoints).toMatchObject([{ verified: true }]);
    await adapter.ask("configurationDone");
    const { reason, threadId } = await adapter.event<{ reason: string; threadId: number }>("stopped");
    expect(reason).toBe("breakpoint");
    const { stackFrames } = await adapter.ask<{
      stackFrames: { id: number; line: number; source: { path: string } }[];
    }>("stackTrace", { threadId });
    expect(stackFrames[0]).toMatchObject({ line, source: { path: file } });
    expect(stackFrames.filter(({ source: { path } }) => path.startsWith(runners))).toEqual([]);
    const frameId = stackFrames[0]!.id;
    const { result: value } = await adapter.ask<{ result: string }>("evaluate", { expression: "x", frameId });
    expect(Number(value)).toBe(x);
    await adapter.ask("continue", { threadId });
    expect(await ended).toBe(0);
    expect(out).toContain(`${2 * x!}`);
  });
});
