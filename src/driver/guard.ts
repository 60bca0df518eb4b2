import { endGroup, GRACE_MS } from "./processes/group.js";

/**
 * The guard of a driver: it learns over its standard input which process groups the driver has started (`+123`) and which
 * have ended (`-123`). When the pipe closes, because the driver has ended in whatever way, it ends those that are left.
 */
const groups = new Set<number>();
let rest = "";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => {});
process.stdin.setEncoding("utf8");
process.stdin.on("data", (text: string) => {
  const lines = (rest + text).split("\n");
  rest = lines.pop() ?? "";
  for (const line of lines) {
    const group = Number(line.slice(1));
    if (line.startsWith("+")) groups.add(group);
    else groups.delete(group);
  }
});
process.stdin.on("error", finish);
process.stdin.on("close", finish);

let finishing = false;
function finish(): void {
  if (finishing) return;
  finishing = true;
  // Signal handlers do not keep a process alive, but the pending ends do.
  void Promise.all([...groups].map((group) => endGroup(group, GRACE_MS))).then(() => process.exit(0));
}
