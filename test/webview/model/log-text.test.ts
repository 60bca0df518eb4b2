import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogText, MOST_LINES } from "../../../webview/model/log-text.js";

function read(...pieces: string[]): readonly string[] {
  const log = new LogText();
  for (const piece of pieces) log.push(piece);
  return log.lines;
}

describe("the text of a log", () => {
  it("is its lines, the last one open", () => {
    expect(read("epoch 1\nepo")).toEqual(["epoch 1", "epo"]);
    expect(read("epoch 1\nepo", "ch 2\n")).toEqual(["epoch 1", "epoch 2"]);
    expect(read("a\r\nb\r\n")).toEqual(["a", "b"]);
  });

  it("lets carriage returns write over the line, as a terminal does", () => {
    expect(read("10 %\r20 %\r30 %")).toEqual(["30 %"]);
    expect(read("100 % done\rok")).toEqual(["ok0 % done"]);
  });

  it("leaves out colours and other codes of terminals", () => {
    expect(read("\u001b[31mred\u001b[0m\u001b]0;title\u0007 bell\u0007\n")).toEqual(["red bell"]);
  });

  it("is the same however it is cut into pieces", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "\n", "\r", " "), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.nat(60), (all, at) => {
        expect(read(all.slice(0, at), all.slice(at))).toEqual(read(all));
      }),
    );
  });

  it("keeps the newest lines, and counts those that it let go", () => {
    const log = new LogText();
    for (let i = 0; i < MOST_LINES + 10; i++) log.push(`${i}\n`);
    expect(log.lines).toHaveLength(MOST_LINES);
    expect(log.lines[0]).toBe("10");
    expect(log.dropped).toBe(10);
  });

  it("does not grow with a progress bar that is drawn without end", () => {
    const log = new LogText();
    for (let i = 0; i < 20_000; i++) log.push(`\rstep ${i}`);
    expect(log.lines).toEqual(["step 19999"]);
  });

  it("cuts a line that nobody can read", () => {
    expect(read("x".repeat(100_000))[0]!.length).toBeLessThan(5_000);
  });
});
