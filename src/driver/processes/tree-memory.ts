import { readdirSync, readFileSync } from "node:fs";

/** What one look at the system's processes tells: who descends from whom, and how much each holds. */
export interface ProcessTable {
  /** Resident bytes of a process, of all that descend from it, and of its process group. */
  memoryOf(leader: number): number;
}

interface Row {
  readonly parent: number;
  readonly group: number;
  readonly bytes: number;
}

/** The present processes; null where the system has no /proc. */
export function readProcesses(): ProcessTable | null {
  const page = pageSize();
  if (page === null) return null;
  const rows = new Map<number, Row>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d/.test(name)) continue;
    const row = rowOf(name, page);
    if (row !== null) rows.set(Number(name), row);
  }
  return {
    memoryOf(leader) {
      let total = 0;
      for (const [pid, { group, bytes }] of rows) {
        if (group === leader || descends(pid, leader, rows)) total += bytes;
      }
      return total;
    },
  };
}

function descends(pid: number, leader: number, rows: ReadonlyMap<number, Row>): boolean {
  // Processes come and go while they are read, so a circle is not beyond possibility.
  for (let at = pid, steps = 0; at > 1 && steps < 1_000; at = rows.get(at)?.parent ?? 0, steps++) {
    if (at === leader) return true;
  }
  return false;
}

function rowOf(pid: string, page: number): Row | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name of the program, in parentheses, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), group: Number(fields[2]), bytes: Number(fields[21]) * page };
  } catch {
    return null; // It has ended meanwhile.
  }
}

let page: number | null | undefined;

/** Bytes of a page of memory: what this process holds, in bytes and in pages. */
function pageSize(): number | null {
  if (page !== undefined) return page;
  try {
    const pages = Number(readFileSync("/proc/self/statm", "latin1").split(" ")[1]);
    const kilobytes = Number(/^VmRSS:\s*(\d+)/m.exec(readFileSync("/proc/self/status", "latin1"))?.[1]);
    const ratio = (kilobytes * 1024) / pages;
    page = Number.isFinite(ratio) && ratio > 0 ? 2 ** Math.round(Math.log2(ratio)) : null;
  } catch {
    page = null;
  }
  return page;
}
