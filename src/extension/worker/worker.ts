import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { parentPort } from "node:worker_threads";
import { control } from "../../core/study/records.js";
import { spaceOf } from "../../core/study/setup.js";
import type { StudyState } from "../../core/study/state.js";
import { summarise } from "../../core/study/summary.js";
import { Journal } from "../../driver/journal/journal.js";
import type { StudyRef } from "../studies/digest.js";
import { spellerOf, valuesIn } from "../studies/digest-of.js";
import { trialsOf } from "../studies/groups.js";
import { insightOf } from "../studies/insight.js";
import { Feed } from "./feed.js";
import { Journals } from "./journals.js";
import type { CallMessage, CallName, WorkerCalls, WorkerMessage } from "./messages.js";
import { Scan } from "./scan.js";

const port = parentPort;
if (port === null) throw new Error("This is a worker thread of the extension, not a program.");

const send = (message: WorkerMessage): void => port.postMessage(message);
const journals = new Journals((journal, digests) => send({ type: "digests", journal, digests }));
const scan = new Scan((file, studies) => send({ type: "scanned", file, studies }));
const feeds = new Map<number, Feed>();

type Handlers = {
  readonly [Name in CallName]: (
    ask: WorkerCalls[Name]["ask"],
  ) => WorkerCalls[Name]["answer"] | Promise<WorkerCalls[Name]["answer"]>;
};

const handlers: Handlers = {
  scan: ({ roots }) => scan.all(roots),
  changed: async ({ roots, files }) => {
    await scan.changed(roots, files);
    return null;
  },
  follow: (ask) => {
    journals.follow(ask.journals);
    return null;
  },
  expect: ({ journal }) => {
    journals.journal(journal).expect();
    return null;
  },
  look: async ({ journal }) => {
    const followed = journals.journal(journal);
    await followed.read();
    return followed.digests();
  },
  trials: async ({ ref, group, offset, limit }) => {
    const study = await studyOf(ref);
    if (study === undefined) return { trials: [], total: 0 };
    const listed = trialsOf(group, study.trials, { directions: study.directions, front: summarise(study).front });
    return { trials: listed.slice(offset, offset + limit).map(spellerOf(study)), total: listed.length };
  },
  trial: async ({ ref, trial }) => {
    const study = await studyOf(ref);
    const found = study?.trials[trial];
    return study === undefined || found === undefined ? null : spellerOf(study)(found);
  },
  values: async ({ ref, trial }) => {
    const study = await studyOf(ref);
    if (study === undefined) return null;
    const chosen = trial === null ? summarise(study).best : study.trials[trial];
    return chosen ? { trial: chosen.number, values: valuesIn(spaceOf(study), chosen) } : null;
  },
  insight: async ({ ref }) => {
    const study = await studyOf(ref);
    return study === undefined ? null : insightOf(study);
  },
  stop: async ({ ref }) => {
    const id = randomUUID();
    const journal = Journal.open(ref.journal, "existing");
    try {
      await journal.append((state) => {
        const study = state.study(ref.study);
        const run = study === undefined ? null : summarise(study).run;
        if (study === undefined || run === null || run.ended !== null) return [];
        const worker = `hyperlens/${hostname()}/${process.pid}/${id}`;
        return control(worker, study.id, { id, at: Date.now() * 1000, to: run.worker, do: "stop" });
      });
    } finally {
      journal.close();
    }
    return id;
  },
  feed: ({ feed, journal }) => {
    const started = new Feed(journal, {
      piece: (restart, text) => send({ type: "lines", feed, restart, text }),
      failed: (message) => send({ type: "unreadable", feed, message }),
    });
    feeds.get(feed)?.dispose();
    feeds.set(feed, started);
    return null;
  },
  fed: ({ feed }) => {
    feeds.get(feed)?.taken();
    return null;
  },
  unfeed: ({ feed }) => {
    feeds.get(feed)?.dispose();
    feeds.delete(feed);
    return null;
  },
};

async function studyOf(ref: StudyRef): Promise<StudyState | undefined> {
  return (await journals.journal(ref.journal).read()).state.study(ref.study);
}

async function answer({ call, name, ask }: CallMessage): Promise<void> {
  try {
    const handler = handlers[name] as (ask: unknown) => WorkerCalls[CallName]["answer"];
    send({ type: "answer", call, answer: await handler(ask) });
  } catch (error) {
    send({ type: "refusal", call, message: error instanceof Error ? error.message : String(error) });
  }
}

port.on("message", (message: CallMessage) => void answer(message));
