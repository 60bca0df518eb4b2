import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PrintedMetrics } from "../../../src/core/protocol/printed-metrics.js";

/** What one text tells of `loss`, and of `acc`. */
function read(text: string): readonly { readonly step: number | null; readonly values: Record<string, number> }[] {
  const reader = new PrintedMetrics(["loss", "acc"]);
  const lines = [...reader.push(text), ...reader.end()];
  return lines.map(({ step, values }) => ({ step, values: Object.fromEntries(values) }));
}

describe("a printed metric", () => {
  it.each([
    ["loss=0.5", 0.5],
    ["loss = 0.5", 0.5],
    ["loss: 0.5", 0.5],
    ["final loss: -1.5e-3.", -1.5e-3],
    ["loss=.5", 0.5],
    ["loss=5.", 5],
    ["(loss=5)", 5],
    ["loss: 93%", 93],
    ["{'loss': 0.25, 'grad_norm': 3.0}", 0.25],
    ["100%|████| 3/3 [00:01, loss=0.75]", 0.75],
    ["loss=1 loss=2", 2],
    ["\u001b[32mloss\u001b[0m: \u001b[1m0.5\u001b[0m", 0.5],
    ['{"loss": 0.5, "lr": NaN}', 0.5],
    ['  {"loss": [1, 2]}  ', 1.5],
  ])("is read from %j", (text, value) => {
    expect(read(text)).toEqual([{ step: null, values: { loss: value } }]);
  });

  it.each([
    "val_loss=0.5",
    "val/loss: 0.5",
    "val-loss: 0.5",
    "lossy=0.5",
    "loss.best=1",
    "loss 0.5",
    "loss=high",
    "loss=1.2.3",
    "loss=3rd",
    "loss=1,234",
    '{"loss": "none"}',
    '{"val": {"losses": 3}}',
    "",
  ])("is not read from %j", (text) => {
    expect(read(text)).toEqual([]);
  });

  it.each([
    ["loss=nan", Number.NaN],
    ["loss: NaN", Number.NaN],
    ["loss=-inf", Number.NEGATIVE_INFINITY],
    ['{"loss": Infinity}', Number.POSITIVE_INFINITY],
  ])("may be no finite number: %j", (text, value) => {
    expect(read(text)[0]?.values.loss).toBe(value);
  });

  it.each([
    ["epoch=3 loss=0.5", 3],
    ["loss: 0.5, step: 12", 12],
    ["Epoch=3/10 loss=0.5", 3],
    ["epoch=2 step=400 loss=0.5", 400],
    ["{'loss': 0.5, 'epoch': 2}", 2],
    ['{"epoch": 4, "loss": 0.5}', 4],
    ["{'loss': 0.5, 'epoch': 2.5}", null],
    ["footstep=4 loss=0.5", null],
    ["epochs=4 loss=0.5", null],
  ])("is an intermediate value where its line names the step: %j", (text, step) => {
    expect(read(text)).toEqual([{ step, values: { loss: 0.5 } }]);
  });

  it("ends with a newline, a carriage return, or the output", () => {
    expect(read("loss=1\rloss=2\r\nloss=3").map(({ values }) => values.loss)).toEqual([1, 2, 3]);
  });

  it("counts once where its line is looked at before it has ended", () => {
    const reader = new PrintedMetrics(["loss"]);
    const values = (lines: ReturnType<typeof reader.push>) => lines.map((line) => line.values.get("loss"));
    expect(values(reader.push("loss=1"))).toEqual([]);
    expect(values(reader.soFar())).toEqual([1]);
    expect(values(reader.soFar())).toEqual([]);
    expect(values(reader.push("\nloss=2\nloss=3"))).toEqual([2]);
    expect(values(reader.soFar())).toEqual([3]);
    expect(values(reader.push("5\n"))).toEqual([35]);
  });

  it("is found with others on its line", () => {
    expect(read("loss=1 acc=0.5")).toEqual([{ step: null, values: { loss: 1, acc: 0.5 } }]);
  });

  it("is the same however the output is cut", () => {
    const text = 'epoch=1 loss=0.5\r\u001b[1mloss\u001b[0m=7\n{"loss": 1e-5}\nloss: 12';
    fc.assert(
      fc.property(fc.array(fc.nat(text.length)), (cuts) => {
        const reader = new PrintedMetrics(["loss", "acc"]);
        const at = [0, ...[...cuts].sort((a, b) => a - b), text.length];
        const lines = at.slice(1).flatMap((end, i) => reader.push(text.slice(at[i], end)));
        const all = [...lines, ...reader.end()].map(({ step, values }) => ({
          step,
          values: Object.fromEntries(values),
        }));
        expect(all).toEqual(read(text));
      }),
    );
  });

  it("does not keep a line that never ends, and reads on after it", () => {
    const reader = new PrintedMetrics(["loss"]);
    for (let i = 0; i < 100; i++) expect(reader.push("x".repeat(10_000))).toEqual([]);
    expect(reader.push(" loss=1\nloss=2\n").map(({ values }) => values.get("loss"))).toEqual([2]);
  });
});
