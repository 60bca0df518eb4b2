import { hostname } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { trialCode } from "../../core/export/code.js";
import { exportStudy } from "../../core/export/export.js";
import type { Words } from "../../core/l10n/translation.js";
import { marked } from "../../core/study/records.js";
import { factsOf } from "../../core/study/run-facts.js";
import { literalsIn, spaceOf } from "../../core/study/setup.js";
import type { StudyState } from "../../core/study/state.js";
import { summarise } from "../../core/study/summary.js";
import { renameParameter } from "../../driver/control/rename.js";
import { wish } from "../../driver/control/wish.js";
import { Journal } from "../../driver/journal/journal.js";
import { confirmedIn } from "../../driver/journal/repeats.js";
import { t, translateWith } from "../l10n/translation.js";
import type { StudyRef } from "../studies/digest.js";
import { spellerOf } from "../studies/digest-of.js";
import { trialsOf } from "../studies/groups.js";
import { insightOf } from "../studies/insight.js";
import { Feed } from "./feed.js";
import { Journals } from "./journals.js";
import type { CallMessage, CallName, WorkerCalls, WorkerMessage } from "./messages.js";
import { queueAgain, queueByHand } from "./queue.js";
import { Scan } from "./scan.js";
import { sourcesOf } from "./sources.js";
import { TrialWatch } from "./trial-watch.js";

translateWith(workerData as Words);
const port = parentPort;
if (port === null) throw new Error("This is a worker thread of the extension, not a program.");

const send = (message: WorkerMessage): void => port.postMessage(message);
const journals = new Journals((journal, digests) => send({ type: "digests", journal, digests }));
const scan = new Scan((file, studies) => send({ type: "scanned", file, studies }));
const feeds = new Map<number, Feed>();
const watches = new Map<number, TrialWatch>();

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
    return chosen ? { trial: chosen.number, values: [...literalsIn(spaceOf(study), chosen)] } : null;
  },
  wish: ({ ref, action }) =>
    withJournal(ref, (journal) =>
      wish(journal, ref.study, action, { now: Date.now() * 1000, isAlive: aliveIn(ref) }, t),
    ),
  queue: ({ ref, values }) => withJournal(ref, (journal) => queueByHand(journal, ref, values, aliveIn(ref))),
  again: ({ ref, trial }) => withJournal(ref, (journal) => queueAgain(journal, ref, trial, aliveIn(ref))),
  rename: ({ ref, ...names }) =>
    withJournal(ref, (journal) => renameParameter(journal, ref.study, names, aliveIn(ref), t)),
  sources: async ({ ref, trial }) => {
    const study = await studyOf(ref);
    const found = study?.trials[trial];
    return study === undefined || found === undefined ? null : sourcesOf(ref.journal, study, found);
  },
  insight: async ({ ref }) => {
    const study = await studyOf(ref);
    return study === undefined ? null : insightOf(study);
  },
  mark: async ({ ref, trial, change }) => {
    await withJournal(ref, (journal) =>
      journal.append((state) => {
        const study = state.study(ref.study);
        const found = study?.trials[trial];
        const worker = `hyperlens/${hostname()}/${process.pid}/marks`;
        return study === undefined || found === undefined ? [] : marked(worker, study, found, change);
      }),
    );
    return null;
  },
  export: async ({ ref, format }) => {
    const study = await studyOf(ref);
    return study === undefined ? null : exportStudy(study, format, confirmedIn(ref.journal, study));
  },
  code: async ({ ref, trial, format }) => {
    const study = await studyOf(ref);
    const chosen = study === undefined ? undefined : trial === null ? summarise(study).best : study.trials[trial];
    return study === undefined || !chosen ? null : trialCode(study, chosen, format);
  },
  confirmed: async ({ ref }) => {
    const study = await studyOf(ref);
    return study === undefined ? [] : confirmedIn(ref.journal, study);
  },
  cwd: async ({ ref, trial }) => {
    const study = await studyOf(ref);
    const found = study?.trials[trial];
    return study === undefined || found === undefined ? null : (factsOf(study, found)?.cwd ?? null);
  },
  watch: ({ watch, journal, trial }) => {
    const started = new TrialWatch(journal, trial, {
      log: (restart, skipped, text) => send({ type: "log", watch, restart, skipped, text }),
      files: (files) => send({ type: "files", watch, files }),
    });
    watches.get(watch)?.dispose();
    watches.set(watch, started);
    return null;
  },
  unwatch: ({ watch }) => {
    watches.get(watch)?.dispose();
    watches.delete(watch);
    return null;
  },
  feed: ({ feed, journal }) => {
    const started = new Feed(journal, {
      piece: (piece) => send({ type: "lines", feed, ...piece }),
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

/** Tells which drivers of a study's journal are alive. */
function aliveIn({ journal }: StudyRef): (worker: string) => boolean {
  return (worker) => journals.isAlive(worker, journal);
}

/** Opens a journal for something that is written into it. */
async function withJournal<Result>(ref: StudyRef, act: (journal: Journal) => Promise<Result>): Promise<Result> {
  const journal = Journal.open(ref.journal, "existing");
  try {
    return await act(journal);
  } finally {
    journal.close();
  }
}

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
