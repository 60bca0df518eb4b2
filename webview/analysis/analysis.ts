import { t } from "../l10n/translation.js";
import type { StudyModel } from "../model/study-model.js";
import type { AnswerOf, Answers, Order, Question, Reply } from "./messages.js";
import { packed } from "./packed.js";

/** What is known of a question: its last answer, though trials may have come since; or why there is none. */
export type Finding<Asked extends Question> =
  | { readonly kind: "pending" }
  | { readonly kind: "known"; readonly answer: AnswerOf<Asked> }
  | { readonly kind: "failed"; readonly message: string };

/** While trials come in, at most one part in so many of the time goes into models that the next trial outdates. */
const REST = 4;
/** Answers that are kept; a person goes back and forth between a few. */
const MOST_KNOWN = 60;

interface Known {
  readonly version: number;
  readonly answer: Answers[Question["kind"]];
}

/**
 * Asks the worker on behalf of the charts, which ask again with each drawing and take what is known by then. Questions are
 * worked on one at a time, the latest first; answers are renewed once trials have come in, not more often than the worker
 * can keep up with.
 */
export class Analysis {
  readonly #start: () => Promise<Worker>;
  readonly #changed: () => void;
  #worker: Worker | null = null;
  #broken: string | null = null;
  #starting = false;
  #model: StudyModel | null = null;
  /** What the answers depend on. */
  #key = "";
  #version = 0;
  #sent = 0;
  readonly #known = new Map<string, Known>();
  readonly #failures = new Map<string, string>();
  readonly #wanted = new Map<string, Question>();
  #working: { readonly key: string; readonly version: number; readonly since: number; readonly era: number } | null =
    null;
  /** Counts the studies that were shown. */
  #era = 0;
  #ids = 0;
  #rested = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** @param start makes the worker, when it is needed first. @param changed is called when an answer has come. */
  constructor(start: () => Promise<Worker>, changed: () => void) {
    this.#start = start;
    this.#changed = changed;
  }

  /** Another study: nothing of the former one holds. */
  restart(): void {
    this.#model = null;
    this.#era++;
    this.#key = "";
    this.#known.clear();
    this.#failures.clear();
    this.#wanted.clear();
    this.#version++;
  }

  /** The study as it stands. */
  study(model: StudyModel): void {
    this.#model = model;
    const key = `${model.summary.counts.complete} ${model.setup?.version ?? 0} ${model.parameters.length}`;
    if (key === this.#key) return;
    this.#key = key;
    this.#version++;
    this.#failures.clear();
  }

  ask<Asked extends Question>(question: Asked): Finding<Asked> {
    if (this.#broken !== null) return { kind: "failed", message: this.#broken };
    const key = JSON.stringify(question);
    const known = this.#known.get(key);
    const failure = this.#failures.get(key);
    if (known?.version !== this.#version && failure === undefined) this.#want(key, question);
    if (known !== undefined) return { kind: "known", answer: known.answer as AnswerOf<Asked> };
    return failure === undefined ? { kind: "pending" } : { kind: "failed", message: failure };
  }

  #want(key: string, question: Question): void {
    const { version } = this.#working ?? {};
    if (this.#working?.key === key && version === this.#version) return;
    this.#wanted.delete(key);
    this.#wanted.set(key, question);
    this.#next();
  }

  #next(): void {
    const [key, question] = [...this.#wanted].at(-1) ?? [];
    if (key === undefined || question === undefined || this.#working !== null) return;
    if (this.#worker === null) {
      void this.#begin();
      return;
    }
    // What nobody has seen yet does not wait; what is only to be renewed does.
    const wait = this.#known.has(key) ? this.#rested - performance.now() : 0;
    if (wait > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#next();
      }, wait);
      return;
    }
    this.#wanted.delete(key);
    if (this.#sent !== this.#version && this.#model !== null) {
      this.#sent = this.#version;
      this.#order({ type: "study", study: packed(this.#model) });
    }
    this.#working = { key, version: this.#version, since: performance.now(), era: this.#era };
    this.#order({ type: "question", id: ++this.#ids, question });
  }

  async #begin(): Promise<void> {
    if (this.#starting) return;
    this.#starting = true;
    try {
      const worker = await this.#start();
      worker.onmessage = (event: MessageEvent<Reply>) => this.#reply(event.data);
      worker.onerror = (event) => this.#break(event.message);
      this.#worker = worker;
      this.#next();
    } catch (error) {
      this.#break(error instanceof Error ? error.message : String(error));
    }
  }

  #break(message: string): void {
    this.#broken = t("The analysis could not be started: {0}", message);
    this.#changed();
  }

  #order(order: Order): void {
    this.#worker?.postMessage(order);
  }

  #reply(reply: Reply): void {
    const done = this.#working;
    if (done === null || reply.id !== this.#ids) return;
    this.#working = null;
    const now = performance.now();
    this.#rested = now + REST * (now - done.since);
    // A study that was left meanwhile has nobody who asks.
    if (done.era === this.#era) {
      if (reply.type === "failure") this.#failures.set(done.key, reply.message);
      else {
        this.#known.delete(done.key);
        this.#known.set(done.key, { version: done.version, answer: reply.answer });
        for (const old of this.#known.keys()) if (this.#known.size > MOST_KNOWN) this.#known.delete(old);
      }
    }
    this.#changed();
    this.#next();
  }
}
