import { hostname } from "node:os";
import { dirname, resolve } from "node:path";
import { JournalReplay } from "../../core/journal/replay.js";
import { type Follower, followJournal } from "../../driver/journal/follow.js";
import { localOffset } from "../../driver/journal/local-offset.js";
import { DriverWatch, workerIdentity } from "../../driver/places/alive.js";
import { t } from "../l10n/translation.js";
import type { StudyDigest } from "../studies/digest.js";
import { digestOf } from "../studies/digest-of.js";

/** Changes within so many milliseconds are told together. */
const COALESCE = 120;
/** A driver that dies without a word is found out within this time (milliseconds). */
const PULSE = 1_000;
/** A journal that is about to come into being is looked for this often, and for how long (milliseconds). */
const EXPECT_EVERY = 100;
const EXPECT_FOR = 15_000;

/** Follows journals and tells, whenever something has changed, how their studies stand. */
export class Journals {
  private readonly followed = new Map<string, FollowedJournal>();
  private readonly watch = new DriverWatch();
  private readonly pulse: NodeJS.Timeout;

  constructor(private readonly tell: (journal: string, digests: readonly StudyDigest[]) => void) {
    this.pulse = setInterval(() => {
      for (const journal of this.followed.values()) journal.beat();
    }, PULSE);
    this.pulse.unref();
  }

  /** How many journals are followed. */
  get size(): number {
    return this.followed.size;
  }

  dispose(): void {
    clearInterval(this.pulse);
    this.follow([]);
  }

  /** Follows these journals and no others. */
  follow(paths: readonly string[]): void {
    const wanted = new Set(paths);
    for (const [path, journal] of this.followed) {
      if (wanted.has(path)) continue;
      journal.dispose();
      this.followed.delete(path);
    }
    for (const path of wanted) this.journal(path);
  }

  /** Whether a driver that works on a journal is alive. */
  isAlive(worker: string, journal: string): boolean {
    return this.watch.isAlive(worker, journal);
  }

  journal(path: string): FollowedJournal {
    let journal = this.followed.get(path);
    if (journal === undefined) {
      journal = new FollowedJournal(path, this.watch, this.tell);
      this.followed.set(path, journal);
    }
    return journal;
  }
}

export class FollowedJournal {
  private replay = new JournalReplay(localOffset);
  private follower: Follower;
  private settled = false;
  private failure: string | null = null;
  private timer: NodeJS.Timeout | null = null;
  private expecting: NodeJS.Timeout | null = null;
  /** What was told last of each running driver. */
  private alive = new Map<string, boolean>();
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly path: string,
    private readonly watch: DriverWatch,
    private readonly tell: (journal: string, digests: readonly StudyDigest[]) => void,
  ) {
    this.follower = this.start();
  }

  /** The replay once everything that stands in the file has been read. */
  async read(): Promise<JournalReplay> {
    if (!this.settled) await new Promise<void>((done) => this.waiting.push(done));
    return this.replay;
  }

  digests(): readonly StudyDigest[] {
    const { error } = this.replay;
    const broken = error === null ? null : t("Line {0} is broken: {1}", error.line, error.message);
    this.alive = new Map();
    const { state } = this.replay;
    return state.studies.map((study) =>
      digestOf(study, {
        journal: this.path,
        host: hostname(),
        isAlive: (worker) => {
          const alive = this.watch.isAlive(worker, this.path);
          this.alive.set(worker, alive);
          return alive;
        },
        identityOf: workerIdentity,
        // The folder that holds the studies folder.
        fileOf: (source) => resolve(dirname(dirname(this.path)), source.file),
        wishesOf: (name) => state.wishesOf(name),
        isAnswered: (name, wish) => state.isAnswered(name, wish),
        error: this.failure ?? broken,
      }),
    );
  }

  /** Looks whether drivers that ran, or seemed dead, still do. */
  beat(): void {
    for (const [worker, alive] of this.alive) if (this.watch.isAlive(worker, this.path) !== alive) this.changed();
  }

  /** Looks often for a while: the folder that the file will lie in may not exist yet, so nobody can watch it. */
  expect(): void {
    if (this.expecting !== null) clearInterval(this.expecting);
    const lines = this.replay.lines;
    const until = performance.now() + EXPECT_FOR;
    this.expecting = setInterval(() => {
      if (this.replay.lines === lines) this.follower.look();
      if (this.expecting !== null && (this.replay.lines !== lines || performance.now() > until)) {
        clearInterval(this.expecting);
        this.expecting = null;
      }
    }, EXPECT_EVERY);
    this.expecting.unref();
  }

  dispose(): void {
    this.follower.dispose();
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.expecting !== null) clearInterval(this.expecting);
  }

  private start(): Follower {
    return followJournal(this.path, {
      lines: (text, restart) => {
        if (restart) this.replay = new JournalReplay(localOffset);
        this.replay.push(text);
        if (restart || this.settled) this.changed();
      },
      settled: () => {
        this.failure = null;
        this.changed();
        this.settle();
      },
      failed: (error) => {
        this.failure = error.message;
        this.changed();
        this.settle();
      },
    });
  }

  private settle(): void {
    this.settled = true;
    for (const done of this.waiting.splice(0)) done();
  }

  private changed(): void {
    this.timer ??= setTimeout(
      () => {
        this.timer = null;
        this.tell(this.path, this.digests());
      },
      this.settled ? COALESCE : 0,
    );
  }
}
