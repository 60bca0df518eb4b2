// The results panel: connects with the window, reads the journal's lines, and shows the study.

import { type HostMessage, PANEL_PROTOCOL, type PanelStatus, type PanelView } from "../src/core/protocol/panel.js";
import type { StudyState } from "../src/core/study/state.js";
import { Analysis } from "./analysis/analysis.js";
import { startWorker } from "./analysis/start.js";
import type { Draft } from "./form/draft.js";
import { TrialForm } from "./form/trial-form.js";
import { t } from "./l10n/translation.js";
import { unreadableLine } from "./model/journal-error.js";
import { type StudyModel, StudyReader } from "./model/study-model.js";
import { StudyPage } from "./page.js";
import { Frames } from "./session/frames.js";
import { connectHost } from "./session/host.js";
import { JournalFeed } from "./session/journal-feed.js";
import { OtherStudies } from "./session/other-studies.js";
import { requestsTo } from "./session/requests.js";
import { ViewStore } from "./session/view.js";
import { Announcer } from "./ui/announcer.js";
import { registerControls } from "./ui/controls.js";
import { setShown } from "./ui/element.js";
import { type Emptiness, EmptyPage } from "./ui/empty.js";

interface Opened {
  readonly journal: string;
  readonly study: string;
}

registerControls();
const host = connectHost(receive);
const views = new ViewStore(host);
const frames = new Frames(draw);
const feed = new JournalFeed({ changed: () => loading(), settled: () => settled(), spoilt: () => spoilt() });
let opened: Opened | null = null;
let status: PanelStatus = { running: false, annotated: false, note: null };
let unreadable: string | null = null;
let received = false;
/** When reading began, and for how many milliseconds it is not worth while to show what is there so far. */
let begun = performance.now();
const PATIENCE = 500;
/** Somebody waits for the journal to be read to its end. */
let late = true;
let reader = new StudyReader();
let shown: StudyModel | null = null;

const analysis = new Analysis(
  () => startWorker(document.querySelector("meta[name=analysis]")?.getAttribute("content") ?? ""),
  () => frames.now(),
);
const others = new OtherStudies(
  (journals) => host.post({ type: "follow", journals }),
  () => frames.request(),
);
const announcer = new Announcer();
const empty = new EmptyPage({ onRun: () => host.post({ type: "action", action: "run" }), onRetry: ready });
/** What the person has changed on the page by himself: it is kept, and nothing has to be drawn. */
const DRAWN: ReadonlySet<string> = new Set<keyof PanelView>(["scroll", "top", "folds", "form"]);
const page = new StudyPage({
  onAction: (action) => host.post({ type: "action", action }),
  requests: requestsTo(host),
  onSave: (file) => {
    const name = `${opened?.study ?? "study"}-${file.name}`.replace(/[^\p{L}\p{N}._-]+/gu, "-").replace(/^[.-]+/, "");
    host.post({ type: "save", ...file, name });
  },
  onCompare: () => host.post({ type: "compare", chosen: views.view.charts.studies }),
  analysis,
  onView: (change) => {
    views.change(change);
    if (!Object.keys(change).every((key) => DRAWN.has(key))) frames.now();
  },
  onFold: (part, open) => views.change({ folds: { ...views.view.folds, [part]: open } }),
  choices: {
    choose: (change) => {
      views.choose(change);
      frames.now();
    },
    filters: () => views.view.filters,
    isTable: (chart) => views.view.charts.tables.includes(chart),
    tabulate: (chart, shown) => {
      views.choose(({ tables }) => {
        return { tables: [...tables.filter((each) => each !== chart), ...(shown ? [chart] : [])] };
      });
    },
  },
});
const form = new TrialForm({
  onQueue: (values) => host.post({ type: "form", values }),
  onChange: (left) => views.change({ form: left }),
});
/** The form is to be opened, with the values of a trial, or as it was left, once the journal has been read. */
let wanted: { readonly trial: number | null; readonly draft: Draft | null } | null = null;
document.body.append(empty.element, page.element, announcer.element, form.element);
setShown(page.element, false);
// While a study runs, the time that is left changes without an event.
setInterval(() => {
  if (status.running && shown) frames.request();
}, 1000);
window.addEventListener("pagehide", () => views.keep());
draw();
ready();

function ready(): void {
  host.post({ type: "ready", version: PANEL_PROTOCOL });
}

function receive(message: HostMessage): void {
  switch (message.type) {
    case "open":
      opened = { journal: message.journal, study: message.study };
      status = message.status;
      unreadable = null;
      received = false;
      restart();
      views.open(message.journal, message.study);
      page.restart();
      analysis.restart();
      others.restart();
      announcer.reset();
      form.close();
      wanted = views.view.form ?? wanted;
      break;
    case "lines":
      if (message.restart) restart();
      received = true;
      unreadable = null;
      feed.push(message.text, message.more);
      return;
    case "form":
      wanted = { trial: message.trial, draft: null };
      frames.now();
      return;
    case "status":
      status = message.status;
      break;
    case "unreadable":
      unreadable = message.message;
      break;
    case "compared":
      views.choose(() => ({ studies: message.studies }));
      break;
    case "other":
    case "otherUnreadable":
      others.receive(message);
      return;
    case "log":
    case "files":
    case "confirmed":
      page.receive(message);
      break;
    default:
      message satisfies never;
  }
  frames.request();
}

/** A journal that is being read is drawn once where it takes its time: each drawing puts off its end. */
function loading(): void {
  if (shown === null && performance.now() - begun > PATIENCE) frames.request();
}

function settled(): void {
  if (late) frames.now();
  else frames.request();
  late = false;
}

function spoilt(): void {
  unreadable = t("Its lines did not arrive whole.");
  feed.restart();
  frames.request();
}

function restart(): void {
  late = true;
  begun = performance.now();
  feed.restart();
  reader = new StudyReader();
}

function draw(): void {
  const study = opened === null ? undefined : feed.replay.state.study(opened.study);
  const full = unreadable === null && study !== undefined && study.trials.length > 0;
  shown = full ? reader.read(study) : null;
  showForm(study);
  setShown(page.element, shown !== null);
  setShown(empty.element, shown === null);
  if (shown === null) {
    empty.show(emptiness());
    return;
  }
  const { view } = views;
  const { error, state } = feed.replay;
  page.show({
    model: shown,
    status,
    view,
    error,
    others: others.read(view.charts.studies, { journal: opened?.journal ?? "", state }),
    now: Date.now(),
  });
  if (!feed.busy) {
    page.restoreScroll();
    announcer.watch(shown, status.running);
  }
}

function showForm(study: StudyState | undefined): void {
  if (study === undefined || feed.busy || (wanted === null && !form.isOpen)) return;
  const model = shown ?? reader.read(study);
  // The lines of a large journal come in pieces: the trial may still be on its way.
  if (wanted?.trial != null && study.trials[wanted.trial] === undefined) return;
  if (wanted !== null) form.open(model, wanted.trial, wanted.draft);
  else form.update(model);
  wanted = null;
}

function emptiness(): Emptiness {
  if (unreadable !== null) {
    return { title: t("The study cannot be shown"), text: unreadable, busy: false, action: "retry" };
  }
  if (opened === null || !received || feed.busy) {
    return { title: opened?.study ?? "Hyperlens", text: t("Reading the journal…"), busy: true, action: null };
  }
  const { error } = feed.replay;
  if (error) {
    return { title: t("The journal is damaged"), text: unreadableLine(error), busy: false, action: "retry" };
  }
  if (status.running) {
    return {
      title: opened.study,
      text: t("The study has started; its first trial is on its way."),
      busy: true,
      action: null,
    };
  }
  const note = status.note ?? "";
  return status.annotated
    ? { title: opened.study, text: `${t("No trials yet.")} ${note}`.trim(), busy: false, action: "run" }
    : { title: opened.study, text: `${t("This study has no trials.")} ${note}`.trim(), busy: false, action: null };
}
