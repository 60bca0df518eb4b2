import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Follower, followJournal } from "../../../src/driver/journal/follow.js";
import { Journal } from "../../../src/driver/journal/journal.js";

let folder: string;
let path: string;
let following: Following;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hyperlens-follow-"));
  path = join(folder, "s.log");
});
afterEach(() => {
  following.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What a follower has told since the last restart. */
class Following {
  text = "";
  restarts = 0;
  settled = 0;
  private readonly follower: Follower;
  private readonly waiting = new Set<() => void>();

  constructor(of: string) {
    this.follower = followJournal(of, {
      lines: (text, restart) => {
        if (restart) this.restarts++;
        this.text = restart ? text : this.text + text;
        this.check();
      },
      settled: () => {
        this.settled++;
        this.check();
      },
      failed: (error) => {
        throw error;
      },
    });
  }

  /** Resolves once `holds`; asked after each thing that is told. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((done) => {
      const ask = () => {
        if (!holds()) return;
        this.waiting.delete(ask);
        done();
      };
      this.waiting.add(ask);
      ask();
    });
  }

  stop(): void {
    this.follower.dispose();
  }

  private check(): void {
    for (const ask of this.waiting) ask();
  }
}

const follow = () => {
  following = new Following(path);
  return following;
};
const tells = (text: string) => following.until(() => following.text === text);

describe("a journal that is followed", () => {
  it("is told from its beginning, and then line by line as it grows", async () => {
    writeFileSync(path, "one\ntwo\n");
    await follow().until(() => following.settled === 1);
    expect(following.text).toBe("one\ntwo\n");
    appendFileSync(path, "three\n");
    await tells("one\ntwo\nthree\n");
  });

  it("may come into being later, folder and all", async () => {
    path = join(folder, "later", "s.log");
    await follow().until(() => following.settled === 1);
    expect(following.text).toBe("");
    mkdirSync(join(folder, "later"));
    writeFileSync(path, "one\n");
    await tells("one\n");
  });

  it("keeps a line back until its newline has come", async () => {
    writeFileSync(path, "one\ntw");
    await follow().until(() => following.settled === 1);
    expect(following.text).toBe("one\n");
    appendFileSync(path, "o\n");
    await tells("one\ntwo\n");
  });

  it("tells what another writer puts in the place of a line that was cut off", async () => {
    const journal = Journal.open(path, "create");
    await journal.append(() => [{ worker: "w", kind: "createStudy", name: "a", directions: ["minimize"] }]);
    appendFileSync(path, '{"op_code":0,"worker_id":"dead"');
    await follow().until(() => following.settled === 1);
    await journal.append(() => [{ worker: "w", kind: "createStudy", name: "b", directions: ["minimize"] }]);
    await tells(readFileSync(path, "utf8"));
    expect(following.restarts).toBe(0);
    journal.close();
  });

  it("starts over where the file is replaced", async () => {
    writeFileSync(path, "one\n");
    follow();
    await tells("one\n");
    writeFileSync(join(folder, "new"), "another\nand longer\n");
    renameSync(join(folder, "new"), path);
    await tells("another\nand longer\n");
    expect(following.restarts).toBe(1);
  });

  it("starts over where the file is cut", async () => {
    writeFileSync(path, "one\ntwo\n");
    follow();
    await tells("one\ntwo\n");
    truncateSync(path, 4);
    await following.until(() => following.restarts === 1 && following.text === "one\n");
  });

  it("is told as empty where the file is removed, and anew where it comes back", async () => {
    writeFileSync(path, "one\n");
    follow();
    await tells("one\n");
    rmSync(path);
    await following.until(() => following.restarts === 1 && following.text === "");
    writeFileSync(path, "two\n");
    await tells("two\n");
  });

  it("is not told any more once the follower is disposed of", async () => {
    writeFileSync(path, "one\n");
    follow();
    await tells("one\n");
    following.stop();
    const second = new Following(path);
    appendFileSync(path, "two\n");
    await second.until(() => second.text === "one\ntwo\n");
    second.stop();
    expect(following.text).toBe("one\n");
  });

  it("is told whole where it is large and has lines longer than what is read at once", async () => {
    const text = `${"a".repeat(9_000_000)}\n${"ü".repeat(40_000)}\n`.repeat(2);
    writeFileSync(path, text);
    await follow().until(() => following.settled === 1);
    expect(following.text === text).toBe(true);
  });
});
