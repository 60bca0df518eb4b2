import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { TrialLog } from "../../../src/driver/processes/trial-log.js";

const folder = mkdtempSync(join(tmpdir(), "log-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the log of a trial", () => {
  it("holds the first and the last bytes, whatever the pieces that were written", () => {
    let number = 0;
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 }), (pieces) => {
        const path = join(folder, `${number++}`, "log.txt");
        const log = new TrialLog(path, { head: 16, tail: 32 });
        for (const piece of pieces) log.write(Buffer.from(piece));
        log.close();
        const all = Buffer.concat(pieces);
        if (all.length === 0) {
          expect(existsSync(path)).toBe(false);
          return;
        }
        const kept = readFileSync(path);
        if (all.length <= 48) {
          expect(kept).toEqual(all);
          return;
        }
        const note = Buffer.from(`\n… ${all.length - 48} bytes left out …\n`);
        expect(kept).toEqual(Buffer.concat([all.subarray(0, 16), note, all.subarray(-32)]));
      }),
    );
  });
});
