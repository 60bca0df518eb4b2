import { describe, expect, it } from "vitest";
import { Analysis } from "../../webview/analysis/analysis.js";
import type { Order, Question, Reply } from "../../webview/analysis/messages.js";
import { complete, modelOf } from "./trials.js";

const about = (name: string) => ({ kind: "dependence", name, objective: 0 }) as const satisfies Question;
const [A, B, C] = [about("a"), about("b"), about("c")];
const curve = (name: string) => ({ name, values: [], means: [], deviations: [] });

/** A worker that answers when it is told to. */
class SlowWorker {
  readonly orders: Order[] = [];
  onmessage: ((event: { readonly data: Reply }) => void) | null = null;
  onerror: ((event: { readonly message: string }) => void) | null = null;

  postMessage(order: Order): void {
    this.orders.push(order);
  }

  /** Names of the parameters that were asked for. */
  get asked(): readonly string[] {
    return this.orders.flatMap((order) =>
      order.type === "question" && order.question.kind === "dependence" ? [order.question.name] : [],
    );
  }

  answer(): void {
    const order = this.orders.at(-1);
    if (order?.type !== "question" || order.question.kind !== "dependence") throw new Error("Nothing was asked.");
    this.onmessage?.({ data: { type: "answer", id: order.id, answer: curve(order.question.name) } });
  }
}

async function started(): Promise<{ worker: SlowWorker; analysis: Analysis; changes: () => number }> {
  const worker = new SlowWorker();
  let count = 0;
  const analysis = new Analysis(
    async () => worker as unknown as Worker,
    () => count++,
  );
  analysis.study(modelOf(["minimize"], { outcome: complete(1) }));
  return { worker, analysis, changes: () => count };
}

describe("the questions to the analysis worker", () => {
  it("are worked on one at a time, the latest first, and each once", async () => {
    const { worker, analysis } = await started();
    for (const question of [A, B, C, A, B]) expect(analysis.ask(question)).toEqual({ kind: "pending" });
    await Promise.resolve();
    expect(worker.orders.map(({ type }) => type)).toEqual(["study", "question"]);
    expect(worker.asked).toEqual(["b"]);
    worker.answer();
    worker.answer();
    worker.answer();
    expect(worker.asked).toEqual(["b", "a", "c"]);
    expect(worker.orders.filter(({ type }) => type === "study")).toHaveLength(1);
  });

  it("are known once they are answered, and say so", async () => {
    const { worker, analysis, changes } = await started();
    analysis.ask(A);
    await Promise.resolve();
    worker.answer();
    expect(changes()).toBe(1);
    expect(analysis.ask(A)).toEqual({ kind: "known", answer: curve("a") });
    expect(worker.asked).toEqual(["a"]);
  });

  it("keep their last answer while trials come in, and are asked again", async () => {
    const { worker, analysis } = await started();
    analysis.ask(A);
    await Promise.resolve();
    worker.answer();
    analysis.study(modelOf(["minimize"], { outcome: complete(1) }, { outcome: complete(2) }));
    expect(analysis.ask(A)).toMatchObject({ kind: "known" });
    await expect.poll(() => worker.asked).toEqual(["a", "a"]);
    expect(worker.orders.filter(({ type }) => type === "study")).toHaveLength(2);
  });

  it("forget what was said of another study, even where the answer comes late", async () => {
    const { worker, analysis } = await started();
    analysis.ask(A);
    await Promise.resolve();
    analysis.restart();
    analysis.study(modelOf(["maximize"], { outcome: complete(5) }));
    worker.answer();
    expect(analysis.ask(A)).toEqual({ kind: "pending" });
  });

  it("fail with a reason where the worker fails, or cannot be started", async () => {
    const { worker, analysis } = await started();
    analysis.ask(A);
    await Promise.resolve();
    const order = worker.orders.at(-1);
    const id = order?.type === "question" ? order.id : 0;
    worker.onmessage?.({ data: { type: "failure", id, message: "It went wrong." } });
    expect(analysis.ask(A)).toEqual({ kind: "failed", message: "It went wrong." });

    const broken = new Analysis(
      () => Promise.reject(new Error("No such file.")),
      () => {},
    );
    broken.study(modelOf(["minimize"], { outcome: complete(1) }));
    broken.ask(A);
    await expect
      .poll(() => broken.ask(A))
      .toEqual({
        kind: "failed",
        message: "The analysis could not be started: No such file.",
      });
  });
});
