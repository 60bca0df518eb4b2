import type { Instant } from "../../core/study/trial.js";
import { type StudyDigest, type StudyEntry, type StudyRef, studyKey } from "../studies/digest.js";

/** How a run ended while this window was open. */
export interface EndOfRun {
  readonly ref: StudyRef;
  readonly digest: StudyDigest;
  readonly kind: "finished" | "cut off";
}

/** Tells the end of each run once, unless somebody asked the run to stop and so knows of its end. */
export class RunEnds {
  private readonly running = new Map<string, { readonly stopping: boolean; readonly started: Instant | null }>();
  private readonly told = new Map<string, Instant>();

  /** @param since Runs that ended before were never seen; one that began later may be too short to be seen running. */
  constructor(private readonly since: Instant) {}

  /** Which runs have ended since it was asked last. */
  look(entries: readonly StudyEntry[]): readonly EndOfRun[] {
    return entries.flatMap(({ ref, digest }): EndOfRun[] => {
      if (digest === null || digest.started === null) return [];
      const key = studyKey(ref);
      const { activity, started } = digest;
      if (activity.kind === "running") {
        this.running.set(key, { stopping: activity.stop !== "no", started });
        return [];
      }
      const before = this.running.get(key);
      const seen = before?.started === started;
      if (this.told.get(key) === started || !(seen || started > this.since)) return [];
      this.told.set(key, started);
      if (seen && before.stopping) return [];
      return [{ ref, digest, kind: activity.kind === "interrupted" ? "cut off" : "finished" }];
    });
  }
}
