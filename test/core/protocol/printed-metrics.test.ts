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
    ["{'loss': '0.5', 'epoch': '2.0'}", 2],
    ["{'loss': '0.5', 'epoch': '10.05'}", null],
    ["Epoch 3/10, loss: 0.5", 3],
    ["Epoch [3/10], loss: 0.5", 3],
    ["epoch 3 | loss=0.5", 3],
    ["Epoch 3: loss=0.5", 3],
    ["Iteration 4, loss = 0.5", 4],
    ["iter #4 loss=0.5", 4],
    ["Epoch 2: 100%|████| 16/16 [00:01<00:00, 9.8it/s, v_num=0, loss=0.5]", 2],
    ["3ms/step - loss: 0.5", null],
    ["every step counts: loss=0.5", null],
    ["footstep=4 loss=0.5", null],
    ["epochs=4 loss=0.5", null],
  ])("is an intermediate value where its line names the step: %j", (text, step) => {
    expect(read(text)).toEqual([{ step, values: { loss: 0.5 } }]);
  });

  it.each([
    ["[0]\ttrain-loss:0.7\tvalid-loss:0.5\n[1]\ttrain-loss:0.3\tvalid-loss:0.4+0.01", [0, 0.5, 1, 0.4]],
    ["[1]\ttrain's loss: 0.7\tvalid's loss: 0.5\n[2]\ttrain's loss: 0.3\tvalid's loss: 0.4", [1, 0.5, 2, 0.4]],
    ["0:\tlearn: 0.7\tloss: 0.5\tbest: 0.5 (0)\ttotal: 48.3ms\tremaining: 145ms", [0, 0.5]],
    [
      "Epoch 1/2\n16/16 - 1s - 64ms/step - loss: 0.5 - val_loss: 0.6\nEpoch 2/2\n16/16 - 0s - 872us/step - loss: 0.4\n",
      [1, 0.5, 2, 0.4],
    ],
    [
      "Epoch 1/1\n\r\u001b[1m 3/16\u001b[0m ━━━ \u001b[1m5s\u001b[0m 4ms/step - loss: 0.9\b\b\r\u001b[1m16/16\u001b[0m ━━━ 5ms/step - loss: 0.5\n",
      [1, 0.5],
    ],
    ["-- Epoch 7\nNorm: 112.09, T: 640, Avg. loss: 2.25, Objective: 2.78\n", [7, 2.25]],
    ["Epoch 1/2: 50%|██  | 8/16 [00:01, loss=0.9]\rEpoch 1/2: 100%|████| 16/16 [00:02, loss=0.5]\n", [1, 0.5]],
    ["=== Step 3 of 9 ===\n\nloss=0.5\n", [3, 0.5]],
  ])("is read with its step as training frameworks print them: %j", (text, expected) => {
    expect(read(text).flatMap(({ step, values }) => [step, values.loss])).toEqual(expected);
  });

  it("is the program's own word about the end where no heading stands right above it", () => {
    const bars = "Epoch 1/1\n8/16 - loss: 0.9\r16/16 - loss: 0.5\n";
    const steps = (text: string) => read(text).map(({ step }) => step);
    expect(steps(`${bars}loss=0.4\n`)).toEqual([1, null]);
    expect(steps("Epoch 1/1\nloss=0.5\nloss=0.4\n")).toEqual([1, null]);
    expect(steps("Epoch 1/1\nall is well\nloss=0.4\n")).toEqual([null]);
    expect(steps("we are in epoch 3 of our time\nloss=0.4\n")).toEqual([null]);
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
    const text =
      'epoch=1 loss=0.5\r\u001b[1mloss\u001b[0m=7\n{"loss": 1e-5}\nEpoch 2\n 1/2 - loss: 3\r 2/2 - loss: 4\nloss: 12';
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
