import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { eventually } from "../driver/program.js";
import { freePorts } from "./ports.js";
import { findPrograms } from "./programs.js";

/** Debian's packages slurm-wlm and munge bring them. */
export const slurmPrograms = findPrograms(["munged", "slurmctld", "slurmd", "srun", "sbatch", "scancel", "sinfo"]);

/** A Slurm with a controller and some nodes, all on this machine, that needs none but its own processes and folder. */
export interface Slurm {
  /** What programs need in their environment to talk to it. */
  readonly environment: NodeJS.ProcessEnv;
  /** Asks one of Slurm's programs. */
  ask(program: "sbatch" | "scancel" | "sinfo" | "squeue", words: readonly string[], cwd?: string): string;
  /** A node is gone, with all that runs on it, and does not say goodbye. */
  lose(node: string): void;
  stop(): void;
}

/** Starts a controller and the nodes; resolves when all of them are idle. */
export async function startSlurm(nodes: readonly string[]): Promise<Slurm> {
  const folder = mkdtempSync(join(tmpdir(), "slurm-"));
  const environment = {
    ...process.env,
    PATH: [...slurmPrograms.folders, process.env.PATH].join(delimiter),
    SLURM_CONF: join(folder, "slurm.conf"),
  };
  const [controllerPort = 0, ...ports] = await freePorts(1 + nodes.length);
  const places = { state: join(folder, "state"), spool: join(folder, "spool"), munge: join(folder, "munge") };
  for (const place of Object.values(places)) mkdirSync(place, { mode: 0o700 });
  writeFileSync(join(places.munge, "key"), randomBytes(128), { mode: 0o600 });
  writeFileSync(
    environment.SLURM_CONF,
    `${[
      "ClusterName=test",
      `SlurmctldHost=${hostname()}(127.0.0.1)`,
      `SlurmctldPort=${controllerPort}`,
      "SlurmUser=root",
      "SlurmdUser=root",
      "AuthType=auth/munge",
      `AuthInfo=socket=${places.munge}/socket`,
      `StateSaveLocation=${places.state}`,
      `SlurmdSpoolDir=${places.spool}/%n`,
      `SlurmctldPidFile=${folder}/slurmctld.pid`,
      `SlurmdPidFile=${folder}/slurmd-%n.pid`,
      `SlurmctldLogFile=${folder}/slurmctld.log`,
      `SlurmdLogFile=${folder}/slurmd-%n.log`,
      "ProctrackType=proctrack/pgid",
      "TaskPlugin=task/none",
      "SelectType=select/cons_tres",
      "SelectTypeParameters=CR_Core",
      "ReturnToService=2",
      "MpiDefault=none",
      // More processors than there may be: what is tested is not their speed.
      "SlurmdParameters=config_overrides",
      "SlurmdTimeout=2",
      ...nodes.map(
        (node, at) => `NodeName=${node} NodeHostname=${hostname()} NodeAddr=127.0.0.1 Port=${ports[at]} CPUs=4`,
      ),
      `PartitionName=p Nodes=${nodes.join(",")} Default=YES State=UP`,
    ].join("\n")}\n`,
  );

  const daemons = new Map<string, ChildProcess>();
  const start = (name: string, program: string, words: readonly string[]) => {
    daemons.set(name, spawn(program, words, { env: environment, stdio: "ignore" }));
  };
  const slurm: Slurm = {
    environment,
    ask: (program, words, cwd = folder) =>
      execFileSync(program, [...words], { cwd, env: environment, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),
    lose(node) {
      daemons.get(node)?.kill("SIGKILL");
      for (const pid of steps(folder, node)) kill(pid);
    },
    stop() {
      for (const node of nodes) for (const pid of steps(folder, node)) kill(pid);
      for (const daemon of daemons.values()) daemon.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
  try {
    // Its files lie where others may write, which munge warns of.
    start("munge", "munged", [
      ...["--foreground", "--force", `--socket=${places.munge}/socket`, `--key-file=${places.munge}/key`],
      ...[`--pid-file=${places.munge}/pid`, `--log-file=${places.munge}/log`, `--seed-file=${places.munge}/seed`],
    ]);
    await eventually(() => readdirSync(places.munge).includes("socket"));
    start("controller", "slurmctld", ["-D", "-f", environment.SLURM_CONF]);
    for (const node of nodes) start(node, "slurmd", ["-D", "-N", node, "-f", environment.SLURM_CONF]);
    await eventually(() => idle(slurm) === nodes.length);
    return slurm;
  } catch (error) {
    const log = readFileSync(join(folder, "slurmctld.log"), { encoding: "utf8", flag: "a+" });
    slurm.stop();
    throw new Error(`Slurm did not start: ${error instanceof Error ? error.message : error}\n${log.slice(-3_000)}`);
  }
}

function idle(slurm: Slurm): number {
  try {
    return slurm.ask("sinfo", ["--noheader", "--Node", "--states=idle", "--format=%N"]).split("\n").filter(Boolean)
      .length;
  } catch {
    return 0; // The controller does not answer yet.
  }
}

/** The processes of a node's job steps, with all that they have started. */
function steps(folder: string, node: string): readonly number[] {
  const processes = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (processOf(Number(name)) ?? []) : []));
  const found = new Set(
    processes
      .filter(({ environment }) => environment.includes(`SLURMD_NODENAME=${node}\0`) && environment.includes(folder))
      .map(({ pid }) => pid),
  );
  const leaders = processes.filter(({ pid, name }) => name.startsWith("slurmstepd") && hasChild(pid, found, processes));
  return [...leaders.map(({ pid }) => pid), ...found];
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  readonly environment: string;
}

function hasChild(pid: number, children: ReadonlySet<number>, processes: readonly Process[]): boolean {
  return processes.some((one) => one.parent === pid && children.has(one.pid));
}

function processOf(pid: number): Process | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
    return { pid, parent, name: stat.slice(stat.indexOf("(") + 1, stat.lastIndexOf(")")), environment };
  } catch {
    return null; // It has ended meanwhile, or is another user's.
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
