import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { birthOf, DriverWatch, signOfLifePath, workerIdentity } from "../../../src/driver/places/alive.js";
import { Heartbeat } from "../../../src/driver/places/heartbeat.js";
import { isScanned, scanWorkspace } from "../../../src/driver/places/scan.js";
import { journalPath, logPath, studiesFolder, trialFolder } from "../../../src/driver/places/studies.js";

function tree(files: { readonly [name: string]: string }): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "places-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    if (!name.endsWith("/")) writeFileSync(join(folder, name), text);
  }
  return folder;
}

describe("the studies folder", () => {
  it("is the one given, else the nearest ancestor's, else beside .git or .vscode, else beside the file", () => {
    const folder = tree({
      "a/.hyperlens/x": "",
      "a/b/c.py": "",
      "g/.git/x": "",
      "g/h/c.py": "",
      "v/.vscode/x": "",
      "v/w/c.py": "",
      "z/c.py": "",
    });
    expect(studiesFolder(join(folder, "a/b/c.py"), join(folder, "here"))).toBe(join(folder, "here"));
    expect(studiesFolder(join(folder, "a/b/c.py"), null)).toBe(join(folder, "a/.hyperlens"));
    expect(studiesFolder(join(folder, "g/h/c.py"), null)).toBe(join(folder, "g/.hyperlens"));
    expect(studiesFolder(join(folder, "v/w/c.py"), null)).toBe(join(folder, "v/.hyperlens"));
    expect(studiesFolder(join(folder, "z/c.py"), null)).toBe(join(folder, "z/.hyperlens"));
  });

  it("names journals so that every system can store them, and compares them without case", () => {
    const folder = tree({ "Digits.journal.log": "" });
    expect(journalPath(folder, "a/b c*")).toBe(join(folder, "a%2Fb%20c%2A.journal.log"));
    expect(journalPath(folder, "..")).toBe(join(folder, "%2E..journal.log"));
    expect(journalPath(folder, "con")).toBe(join(folder, "%63on.journal.log"));
    expect(journalPath(folder, "digits")).toBe(join(folder, "Digits.journal.log"));
    expect(trialFolder(join(folder, "s.journal.log"), 3)).toBe(join(folder, "s/3"));
    expect(logPath(join(folder, "s.journal.log"), 3)).toBe(join(folder, "s/3/log.txt"));
  });
});

describe("whether a driver is alive", () => {
  const journal = () => join(tree({}), "s.journal.log");
  const worker = (pid: number, host = hostname()) => `hyperlens/${host}/${pid}/some-id`;

  it("knows our workers by name only", () => {
    expect(workerIdentity("hyperlens/host/12/uuid")).toEqual({ host: "host", pid: 12, id: "uuid" });
    for (const other of ["", "optuna-uuid-1", "hyperlens/host/x/uuid", "hyperlens/host/12", "hyperlens/a/1/b/c"]) {
      expect(workerIdentity(other)).toBeNull();
    }
  });

  it("is true while its process is there, and false once it has gone or has said farewell", async () => {
    const path = journal();
    const child = spawn("sleep", ["60"]);
    await new Promise((done) => child.once("spawn", done));
    const heartbeat = new Heartbeat(path, worker(child.pid!));
    onTestFinished(() => heartbeat.dispose());
    expect(new DriverWatch().isAlive(worker(child.pid!), path)).toBe(true);
    child.kill("SIGKILL");
    await new Promise((done) => child.once("exit", done));
    expect(new DriverWatch().isAlive(worker(child.pid!), path)).toBe(false);
    const own = new Heartbeat(path, worker(process.pid));
    expect(new DriverWatch().isAlive(worker(process.pid), path)).toBe(true);
    own.dispose();
    expect(new DriverWatch().isAlive(worker(process.pid), path)).toBe(false);
  });

  it.runIf(birthOf(process.pid) !== null)("is false for another process that has the same number now", () => {
    const path = journal();
    const sign = signOfLifePath(path, workerIdentity(worker(process.pid))!);
    mkdirSync(dirname(sign), { recursive: true });
    writeFileSync(sign, JSON.stringify({ pid: process.pid, birth: "another boot/1" }));
    expect(new DriverWatch().isAlive(worker(process.pid), path)).toBe(false);
  });

  it("is decided elsewhere by a file that changes: dead after a minute without", () => {
    const path = journal();
    const far = worker(1, "another-machine");
    let now = 0;
    const watch = new DriverWatch(() => now);
    expect(watch.isAlive(far, path)).toBe(false);
    const heartbeat = new Heartbeat(path, far);
    onTestFinished(() => heartbeat.dispose());
    expect(watch.isAlive(far, path)).toBe(true);
    now = 59_000;
    expect(watch.isAlive(far, path)).toBe(true);
    utimesSync(signOfLifePath(path, workerIdentity(far)!), 1, 1);
    now = 70_000;
    expect(watch.isAlive(far, path)).toBe(true);
    now = 130_000;
    expect(watch.isAlive(far, path)).toBe(false);
  });
});

describe("the scan of a folder", () => {
  const STUDY = "# @study s minimize\ndef f(x=1.0):  # @tune uniform(0, 1)\n    return x\n";
  const found = async (folder: string, limit = 100) => {
    const files: string[] = [];
    for await (const scanned of scanWorkspace(folder, { limit })) {
      files.push(scanned.kind === "limit" ? `limit ${scanned.files}` : scanned.file.slice(folder.length + 1));
    }
    return files;
  };

  const folder = () =>
    tree({
      "a.py": STUDY,
      "plain.py": "x = 1\n",
      "deep/er/b.py": STUDY,
      "node_modules/m/c.py": STUDY,
      ".hidden/d.py": STUDY,
      "env/pyvenv.cfg": "",
      "env/lib/e.py": STUDY,
      "a__hyperlens_3.py": STUDY,
      "big.py": `${STUDY}${"#".repeat(1_000_000)}`,
      ".gitignore": "out/\n*.gen.py\n!keep.gen.py\n",
      "out/f.py": STUDY,
      "g.gen.py": STUDY,
      "keep.gen.py": STUDY,
      "sub/.gitignore": "/local.py\n",
      "sub/local.py": STUDY,
      "sub/in/local.py": STUDY,
    });

  it("finds annotated files, and skips ignored, hidden, dependency and environment folders, copies and large files", async () => {
    expect(await found(folder())).toEqual(["a.py", "keep.gen.py", "deep/er/b.py", "sub/in/local.py"]);
  });

  it("agrees with the test of a single file", async () => {
    const root = folder();
    const all = [
      "a.py",
      "deep/er/b.py",
      "node_modules/m/c.py",
      ".hidden/d.py",
      "env/lib/e.py",
      "a__hyperlens_3.py",
      "big.py",
      "out/f.py",
      "g.gen.py",
      "keep.gen.py",
      "sub/local.py",
      "sub/in/local.py",
    ];
    const seen = await found(root);
    expect(all.filter((name) => isScanned(root, join(root, name))).sort()).toEqual(seen.sort());
    expect(isScanned(root, join(root, "../elsewhere.py"))).toBe(false);
  });

  it("stops at so many files, and says so", async () => {
    expect((await found(folder(), 2)).at(-1)).toBe("limit 2");
  });
});
