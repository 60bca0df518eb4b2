import { spawnSync } from "node:child_process";

/** How long a process group may take to end by itself before it is killed. */
export const GRACE_MS = 5_000;
const POLL_MS = 20;

/** Sends a signal to a process group, named by its leader; false where the group is gone. */
export function signalGroup(leader: number, signal: "SIGTERM" | "SIGKILL" | 0): boolean {
  if (process.platform === "win32") return signalTree(leader, signal);
  try {
    process.kill(-leader, signal);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/** Ends a process group: asks it to terminate, and kills what is left of it after the grace time. */
export async function endGroup(leader: number, graceMs: number): Promise<void> {
  if (!signalGroup(leader, "SIGTERM")) return;
  const deadline = performance.now() + graceMs;
  while (performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if (!signalGroup(leader, 0)) return;
  }
  signalGroup(leader, "SIGKILL");
}

/** Windows has no groups; taskkill ends a process with all that descend from it. */
function signalTree(leader: number, signal: "SIGTERM" | "SIGKILL" | 0): boolean {
  if (signal === 0) {
    try {
      return process.kill(leader, 0);
    } catch {
      return false;
    }
  }
  return spawnSync("taskkill", ["/T", "/F", "/PID", String(leader)], { stdio: "ignore" }).status === 0;
}
