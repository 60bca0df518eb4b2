import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import { delimiter, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { cacheFolder } from "../../scripts/machine/cache.mjs";
import { Checkout } from "./workspace/checkout.js";
import { show } from "./workspace/cli.js";
import { Command } from "./workspace/terminal.js";

const CTRL_C = "\u0003";

/** Stands for the desktop's VS Code: says its version, and otherwise writes down how it was called. */
const CODE = `#!/bin/sh
if [ "$1" = --version ]; then echo "$CODE_VERSION"; else printf '%s\\n' "$@" > "$CODE_CALL"; fi
`;

describe("npm start", () => {
  let checkout: Checkout;
  let environment: Record<string, string | undefined>;

  beforeAll(async () => {
    checkout = await Checkout.create();
    await mkdir(checkout.path("bin"));
    await writeFile(checkout.path("bin/code"), CODE);
    await chmod(checkout.path("bin/code"), 0o755);
    environment = {
      PATH: `${checkout.path("bin")}${delimiter}${process.env.PATH ?? ""}`,
      CODE_CALL: checkout.path("call.txt"),
      CODE_VERSION: "1.100.0",
      HYPERLENS_CACHE: cacheFolder(resolve(import.meta.dirname, "../..")),
      CI: undefined,
      VSCODE_IPC_HOOK_CLI: undefined,
      DISPLAY: undefined,
      WAYLAND_DISPLAY: undefined,
    };
  });

  afterEach(() => {
    for (const command of started.splice(0)) command.end();
  });
  afterAll(() => checkout?.remove());

  const started: Command[] = [];
  function start(terminal: boolean, more: Record<string, string>, ...options: string[]): Command {
    const words = ["scripts/start.mjs", ...options];
    const settings = { cwd: checkout.folder, environment: { ...environment, ...more }, terminal };
    const command = Command.start(process.execPath, words, settings);
    started.push(command);
    return command;
  }

  it("stops a tuning on Ctrl-C, and opens no editor then", async () => {
    const command = start(true, {});
    await expect.poll(() => command.text, { timeout: 30_000 }).toMatch(/[1-9]\d*\/40|[1-9]\d* of 40/);
    command.type(CTRL_C);
    await command.status;
    const [study] = await show(checkout.path("examples/.hyperlens/digits.journal.log"));
    expect(study?.trials.filter((trial) => trial.state === "RUNNING")).toEqual([]);
    expect(study?.trials.length).toBeLessThan(40);
    await expect(readFile(checkout.path("call.txt"), "utf8")).rejects.toThrow();
  });

  it("tunes the example to its end, says what was gained, and without a terminal opens no editor", async () => {
    const command = start(false, {});
    expect(await command.status, command.text).toBe(0);
    expect(command.text).toMatch(/accuracy/);
    expect(command.text).toMatch(/learning_rate/);
    expect(command.text).toMatch(/0\.\d+ better than the code as it stood/);
    expect(command.text).toMatch(/No editor is opened without a terminal/);
    const [study] = await show(checkout.path("examples/.hyperlens/digits.journal.log"));
    const complete = study?.trials.filter((trial) => trial.state === "COMPLETE") ?? [];
    expect(complete).toHaveLength(40);
    const values = complete.map((trial) => Number(trial.values?.[0]));
    expect(Math.max(...values)).toBeGreaterThan((values[0] ?? 1) + 0.05);
  }, 240_000);

  it("opens the desktop's VS Code on the examples with the extension", async () => {
    const command = start(true, {});
    expect(await command.status, command.text).toBe(0);
    const call = (await readFile(checkout.path("call.txt"), "utf8")).trim().split("\n");
    expect(call).toContain(`--extensionDevelopmentPath=${checkout.folder}`);
    expect(call.slice(-2)).toEqual([checkout.path("examples"), checkout.path("examples/digits.py")]);
  });

  it("opens none with --no-editor", async () => {
    const command = start(true, { CODE_CALL: checkout.path("other.txt") }, "--no-editor");
    expect(await command.status, command.text).toBe(0);
    await expect(readFile(checkout.path("other.txt"), "utf8")).rejects.toThrow();
  });

  it("runs VS Code in the browser where the desktop's is too old, until Ctrl-C", async () => {
    const command = start(true, { CODE_VERSION: "1.99.3" });
    await expect.poll(() => command.text, { timeout: 45_000 }).toMatch(/Ctrl-C ends it/);
    expect(command.text).toMatch(/1\.99\.3; Hyperlens needs 1\.100/);
    const door = /in the browser: (\S+)/.exec(command.text)?.[1] ?? "";
    const server = /through a tunnel: (\S+)/.exec(command.text)?.[1] ?? "";
    const page = await fetch(door, { redirect: "manual" });
    expect(page.headers.get("location")).toContain(encodeURIComponent(checkout.path("examples")));
    const stranger = await fetch(server, { redirect: "manual" });
    expect(stranger.headers.get("location")).toContain("login");
    command.type(CTRL_C);
    expect(await command.status).toBe(0);
    await expect(fetch(server)).rejects.toThrow();
  });
});
