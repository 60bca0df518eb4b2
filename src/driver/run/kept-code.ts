import { createHash, randomUUID } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { codePath, keeping } from "../places/studies.js";

/** What a source file is called by: the beginning of the hash of its bytes. */
export function hashOf(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16);
}

/** Keeps a source file under its hash in the studies folder, once for all trials that ran it; gives the path. @throws {StudiesFolderError} */
export function keepCode(folder: string, file: string, bytes: Buffer): string {
  const path = codePath(folder, hashOf(bytes), file);
  if (existsSync(path)) return path;
  return keeping(folder, () => {
    mkdirSync(dirname(path), { recursive: true });
    // Under its name stands all of it or nothing, also where the disk is full.
    const unfinished = `${path}.${randomUUID()}`;
    try {
      writeFileSync(unfinished, bytes);
      renameSync(unfinished, path);
    } finally {
      rmSync(unfinished, { force: true });
    }
    return path;
  });
}
