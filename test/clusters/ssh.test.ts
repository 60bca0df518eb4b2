import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isRequeued } from "../../src/core/study/summary.js";
import { eventually, start, studyIn, workspace } from "../driver/program.js";
import { freePorts } from "./ports.js";
import { findPrograms } from "./programs.js";

/** Debian's package openssh-server brings them. */
const { folders, missing } = findPrograms(["sshd", "ssh", "ssh-keygen"]);

/** The values hold what a shell on the other side would take apart. */
const objective = (body: string, options: string) => `
import os, time
# @study s minimize  sampler=random seed=1 ${options}
def objective(
    x=1.0,  # @tune uniform(0, 10)
    name="a b",  # @tune choice("a b", "it's $HOME", 'say "no"')
):
    trial = os.environ["HYPERLENS_TRIAL"]
    with open("ran", "a") as file: file.write(f"{trial}|{name}|{os.environ['SSH_CONNECTION'].split()[2]}\\n")
    ${body}
    return x
`;

describe.skipIf(missing.length > 0)("a machine that is reached by ssh", () => {
  let folder: string;
  let daemon: ChildProcess;
  let launcher: string;
  const environment = { PATH: [...folders, process.env.PATH].join(delimiter) };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "ssh-"));
    const [port = 0] = await freePorts(1);
    const env = { ...process.env, ...environment };
    for (const name of ["host", "own"]) {
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", join(folder, name)], { env });
    }
    writeFileSync(join(folder, "authorized"), readFileSync(join(folder, "own.pub")));
    const settings = [
      ...["ListenAddress 127.0.0.1", `Port ${port}`, `HostKey ${folder}/host`, `PidFile ${folder}/pid`],
      ...[`AuthorizedKeysFile ${folder}/authorized`, "StrictModes no", "UsePAM no", "PasswordAuthentication no"],
    ];
    writeFileSync(join(folder, "sshd_config"), `${settings.join("\n")}\n`);
    // Where the system has not started a daemon of its own, root's is missing its empty folder.
    if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
    // The daemon must be named by its whole path, since it starts itself again for each connection.
    const path = folders.map((place) => join(place, "sshd")).find(existsSync) ?? "sshd";
    const log = join(folder, "log");
    daemon = spawn(path, ["-D", "-f", join(folder, "sshd_config"), "-E", log], { stdio: "ignore" });
    await eventually(() => readFileSync(log, { encoding: "utf8", flag: "a+" }).includes("listening"));
    launcher =
      `ssh -p ${port} -i '${folder}/own' -o BatchMode=yes -o StrictHostKeyChecking=no ` +
      `-o UserKnownHostsFile='${folder}/known' -o LogLevel=ERROR ${userInfo().username}@127.0.0.1`;
  });
  afterAll(() => {
    daemon?.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });

  it("runs trials in the same folder, and gets every value as it is", async () => {
    const place = workspace({ "a.py": objective("", "trials=6") });
    const run = start(["run", "a.py", "--json", "--launcher", launcher], place, environment);
    const { out, status, error } = await run.finished;
    expect(error).not.toMatch(/lost/);
    expect(status).toBe(0);
    expect(JSON.parse(out).counts).toMatchObject({ complete: 6, failed: 0 });
    const ran = readFileSync(join(place, "ran"), "utf8").trim().split("\n");
    expect(ran).toHaveLength(6);
    for (const line of ran) expect(line).toMatch(/^\d\|(a b|it's \$HOME|say "no")\|127\.0\.0\.1$/);
  });

  it("runs programs, too, with the values in their words", async () => {
    const source = `# @study s minimize loss  trials=4 sampler=random seed=1 run="sh -c 'echo $SSH_CONNECTION loss={x}'"
x = 1.0  # @tune uniform(0, 1)
`;
    const place = workspace({ "a.py": source });
    const run = start(["run", "a.py", "--json", "--launcher", launcher], place, environment);
    const { out, error } = await run.finished;
    expect(JSON.parse(out).counts).toMatchObject({ complete: 4, failed: 0 });
    expect(error).toContain("127.0.0.1");
  });

  it("fails its trial as lost where the connection breaks, and runs the values again", async () => {
    const body = 'while not os.path.exists("go"): time.sleep(0.02)';
    const place = workspace({ "a.py": objective(body, "trials=3") });
    const run = start(["run", "a.py", "--json", "--launcher", launcher], place, environment);
    const ran = () => readFileSync(join(place, "ran"), { encoding: "utf8", flag: "a+" }).trim().split("\n");
    await eventually(() => ran()[0] !== "");
    // The daemon's own processes of the connection.
    for (const pid of execFileSync("pgrep", ["-P", String(daemon.pid)], { encoding: "utf8" })
      .trim()
      .split("\n"))
      process.kill(Number(pid), "SIGKILL");
    await eventually(() => ran().length === 2);
    writeFileSync(join(place, "go"), "");
    const { out } = await run.finished;
    expect(JSON.parse(out).counts).toEqual({ complete: 3, pruned: 0, failed: 0, running: 0, waiting: 0 });
    const [first, second] = studyIn(join(place, ".hyperlens/s.journal.log")).trials;
    expect(first && isRequeued(first)).toBe(true);
    expect(second?.params.get("x")).toBe(first?.params.get("x"));
  });
});
