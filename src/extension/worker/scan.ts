import { readFile, stat } from "node:fs/promises";
import { type AnnotatedSource, readAnnotated } from "../../core/notebooks/annotated-source.js";
import { placeIn } from "../../core/notebooks/source-text.js";
import { isScanned, SCAN_LIMIT, scanWorkspace } from "../../driver/places/scan.js";
import type { ScannedStudy } from "./messages.js";

type Found = (file: string, studies: readonly ScannedStudy[]) => void;

/** The studies that the files of a workspace define, kept up to date. */
export class Scan {
  /** Files that define studies, of the last scan and since. */
  private known = new Set<string>();
  private running: AbortController | null = null;

  constructor(private readonly found: Found) {}

  /** Looks through everything anew; a scan that runs already is given up. */
  async all(roots: readonly string[]): Promise<{ readonly files: number; readonly stopped: boolean }> {
    this.running?.abort();
    const running = new AbortController();
    this.running = running;
    const before = this.known;
    this.known = new Set();
    let stopped = false;
    let files = 0;
    for (const root of roots) {
      for await (const scanned of scanWorkspace(root, { limit: SCAN_LIMIT, signal: running.signal })) {
        if (running.signal.aborted) return { files, stopped };
        if (scanned.kind === "limit") {
          stopped = true;
          files += scanned.files;
        } else this.tell(scanned.file, scanned);
      }
    }
    for (const file of before) if (!this.known.has(file)) this.found(file, []);
    return { files, stopped };
  }

  async changed(roots: readonly string[], files: readonly string[]): Promise<void> {
    for (const file of files) {
      if (!roots.some((root) => isScanned(root, file))) continue;
      const text = await textOf(file);
      if (text === null) this.forget(file);
      else this.tell(file, readAnnotated(file, text));
    }
  }

  private tell(file: string, { source, parsed: { studies } }: AnnotatedSource): void {
    if (studies.length === 0) {
      this.forget(file);
      return;
    }
    this.known.add(file);
    this.found(
      file,
      studies.map((study) => ({ place: placeIn(source, study.annotation.start), study })),
    );
  }

  private forget(file: string): void {
    if (this.known.delete(file)) this.found(file, []);
  }
}

async function textOf(file: string): Promise<string | null> {
  try {
    return (await stat(file)).isFile() ? await readFile(file, "utf8") : null;
  } catch {
    return null;
  }
}
