import type { JournalError } from "../src/core/journal/replay.js";
import type { PanelAction, PanelStatus, PanelTab, PanelView } from "../src/core/protocol/panel.js";
import type { TrialHostMessage } from "../src/core/protocol/trial-messages.js";
import type { Confirmed } from "../src/core/study/confirm.js";
import type { Trial } from "../src/core/study/trial.js";
import type { Analysis } from "./analysis/analysis.js";
import type { ChartChoices, ChartContent, ChartHost } from "./charts/chart.js";
import { exhibits } from "./charts/exhibits.js";
import { Gallery } from "./charts/gallery.js";
import { HistoryChart } from "./charts/history-chart.js";
import { ImportanceChart } from "./charts/importance-chart.js";
import { TrialDetail } from "./detail/trial-detail.js";
import type { SavedFile } from "./export/file.js";
import { t } from "./l10n/translation.js";
import { columnsOf } from "./model/columns.js";
import { explainTrial } from "./model/explain.js";
import { filterTrials, withFilter, withoutFilter } from "./model/filter.js";
import { insightsOf } from "./model/insights.js";
import { unreadableLine } from "./model/journal-error.js";
import type { StudyModel } from "./model/study-model.js";
import { applicability } from "./model/trial-actions.js";
import { trialSentence } from "./model/trial-text.js";
import type { OtherStudy } from "./session/other-studies.js";
import type { Requests } from "./session/requests.js";
import { TrialsView } from "./table/trials-view.js";
import { ConfirmedCard } from "./ui/confirmed-card.js";
import { element, setShown, setText } from "./ui/element.js";
import { FrontCard } from "./ui/front-card.js";
import { ScheduleCard } from "./ui/schedule-card.js";
import { StudyHeader } from "./ui/study-header.js";
import { Tabs } from "./ui/tabs.js";
import { TrialCard } from "./ui/trial-card.js";

export interface PageOptions {
  readonly onAction: (action: PanelAction) => void;
  readonly requests: Requests;
  readonly onView: (change: Partial<PanelView>) => void;
  readonly choices: ChartChoices;
  /** A part of a trial's detail was opened, or closed. */
  readonly onFold: (part: string, open: boolean) => void;
  readonly onSave: (file: SavedFile) => void;
  readonly onCompare: () => void;
  readonly analysis: Analysis;
}

const TABS = [
  { id: "overview", title: t("Overview") },
  { id: "charts", title: t("Charts") },
  { id: "trials", title: t("Trials") },
] as const satisfies readonly { readonly id: PanelTab; readonly title: string }[];

/** The name by which it is kept whether the card's traceback is unfolded. */
const CARD_TRACEBACK = "card-traceback";

export interface PageContent {
  readonly model: StudyModel;
  readonly status: PanelStatus;
  readonly view: PanelView;
  /** What is wrong with the journal, or null. */
  readonly error: JournalError | null;
  /** The studies that are compared with this one. */
  readonly others: readonly OtherStudy[];
  /** Milliseconds of the epoch. */
  readonly now: number;
}

/** The page of a study that has trials. It takes the whole content each time; its parts change only what differs. */
export class StudyPage {
  readonly element: HTMLElement;
  readonly #header: StudyHeader;
  readonly #error = element("p", { class: "banner", attributes: { role: "alert", hidden: "" } });
  readonly #card: TrialCard;
  readonly #front: FrontCard;
  readonly #schedule: ScheduleCard;
  readonly #insights = element("ul", { class: "insights" });
  readonly #overview: HTMLElement;
  readonly #tabs: Tabs<PanelTab>;
  readonly #chart: HistoryChart;
  readonly #confirmed: ConfirmedCard;
  readonly #detail: TrialDetail;
  readonly #trials: TrialsView;
  #repeats: readonly Confirmed[] = [];
  readonly #importances: ImportanceChart;
  readonly #gallery: Gallery;
  readonly #analysis: Analysis;
  #content: PageContent | null = null;
  /** The trial that was picked while the table was not to be seen. */
  #unseen: number | null = null;
  #scrolled = false;

  constructor(options: PageOptions) {
    const { onAction, requests, onView } = options;
    const select = (selected: number | null): void => onView({ selected });
    this.#analysis = options.analysis;
    this.#header = new StudyHeader(onAction);
    this.#card = new TrialCard({
      onApply: requests.apply,
      onCopy: requests.copy,
      onDetails: (selected) => onView({ selected, tab: "trials" }),
      onClose: () => select(null),
      onUnfold: (unfolded) => options.onFold(CARD_TRACEBACK, unfolded),
    });
    this.#front = new FrontCard((trial) => this.#pick(trial, onView));
    this.#schedule = new ScheduleCard((trial) => this.#pick(trial, onView));
    const host = this.#host(options);
    this.#chart = new HistoryChart(host);
    this.#importances = new ImportanceChart(host);
    this.#gallery = new Gallery(exhibits(host), () => onView({ filters: [] }));
    this.#tabs = new Tabs<PanelTab>(TABS, (tab) => onView({ tab }));
    this.#confirmed = new ConfirmedCard((trial) => this.#pick(trial, onView));
    this.#detail = new TrialDetail({
      requests,
      onClose: () => select(null),
      onChoose: (trial) => this.#trials.choose(trial),
      onSelect: (trial) => this.#pick(trial, onView),
      onFold: options.onFold,
    });
    this.#trials = new TrialsView({
      ...{ requests, onView, detail: this.#detail.element },
      onMark: (trial) => {
        // The detail shows the trial with the next frame.
        onView({ selected: trial, tab: "trials" });
        requestAnimationFrame(() => requestAnimationFrame(() => this.#detail.editMarks()));
      },
    });
    this.#overview = element(
      "div",
      { class: "overview" },
      this.#card.element,
      this.#front.element,
      this.#chart.element,
      this.#importances.element,
      this.#schedule.element,
      this.#insights,
    );
    this.#tabs.panel.append(this.#overview, this.#confirmed.element, this.#gallery.element, this.#trials.element);
    this.element = element(
      "main",
      { class: "page" },
      this.#header.element,
      this.#error,
      this.#tabs.element,
      this.#tabs.panel,
    );
    this.element.addEventListener("scroll", () => {
      if (this.#scrolled) onView({ top: this.element.scrollTop });
    });
  }

  /** Another study is shown next: its place in the table is taken up anew. */
  restart(): void {
    this.#content = null;
    this.#scrolled = false;
    this.#repeats = [];
    this.#trials.restart();
    this.#detail.restart();
  }

  /** What the journal does not tell of its trials. */
  receive(message: TrialHostMessage): void {
    if (message.type !== "confirmed") {
      this.#detail.receive(message);
      return;
    }
    this.#repeats = message.confirmed;
    if (this.#content) this.#confirmed.show(this.#content.model, this.#repeats);
  }

  show(content: PageContent): void {
    this.#content = content;
    const { model, status, view, error } = content;
    this.#header.show(model, status, content.now);
    setShown(this.#error, error !== null);
    if (error) {
      setText(this.#error, `${unreadableLine(error)} ${t("What stands before it is shown.")}`);
    }
    this.#showCard(content);
    this.#front.show(model, view.selected);

    const columns = columnsOf(model);
    const listed = filterTrials(model.study.trials, columns, view.filters);
    const filtered = listed !== model.study.trials;
    this.#tabs.choose(view.tab);
    this.#tabs.badge("trials", filtered ? t("{0} of {1}", listed.length, model.study.trials.length) : "");
    this.#analysis.study(model);
    this.#showCharts({
      model,
      columns,
      view,
      objective: view.objective < model.study.directions.length ? view.objective : 0,
      matching: filtered ? new Set(listed.map(({ number }) => number)) : null,
      analysis: this.#analysis,
      others: content.others,
      now: content.now,
    });
    if (view.tab === "charts") return;
    this.#confirmed.show(model, this.#repeats);
    this.#trials.show({ model, status, view, columns, listed });
    if (this.#unseen !== null) this.#trials.reveal(this.#unseen);
    this.#unseen = null;
    const selected = view.selected === null ? undefined : model.study.trials[view.selected];
    const chosen = selected !== undefined && view.compared.includes(selected.number);
    // Beside the overview's card the detail would say the same twice.
    const detailed = view.tab === "trials" && selected !== undefined;
    this.#detail.show(detailed ? { model, trial: selected, status, chosen, folds: view.folds } : null);
  }

  /** What is not seen is not drawn. */
  #showCharts(content: ChartContent): void {
    const { tab } = content.view;
    if (tab === "charts") this.#gallery.show(content);
    else this.#gallery.rest();
    if (tab !== "overview") return;
    this.#chart.show(content);
    this.#importances.show(content);
    const insights = insightsOf(content.model);
    this.#insights.replaceChildren(...insights.map((text) => element("li", { text })));
    setShown(this.#insights, insights.length > 0);
  }

  #host({ onView, choices, onSave, onCompare }: PageOptions): ChartHost {
    return {
      ...choices,
      describe: (number) =>
        this.#about(number, (model, trial, view) => trialSentence(model, trial, view.objective)) ?? "",
      explain: (number) => this.#about(number, explainTrial) ?? { title: "", rows: [], note: null },
      select: (trial) => this.#pick(trial, onView),
      change: onView,
      showSlice: (parameter) => {
        choices.choose(() => ({ parameter }));
        onView({ tab: "charts" });
        // The charts are there with the next frame.
        requestAnimationFrame(() => requestAnimationFrame(() => this.#gallery.reveal("slice")));
      },
      brush: (...brushed) => onView({ filters: brushed.reduce(withFilter, choices.filters()) }),
      unbrush: (column) => onView({ filters: withoutFilter(choices.filters(), column) }),
      save: onSave,
      compare: onCompare,
    };
  }

  /** Takes up the places where page and table were left, once there is something at them. */
  restoreScroll(): void {
    this.#trials.restoreScroll();
    if (this.#scrolled) return;
    this.element.scrollTop = this.#content?.view.top ?? 0;
    this.#scrolled = true;
  }

  #pick(trial: number | null, onView: PageOptions["onView"]): void {
    const again = trial === this.#content?.view.selected;
    onView({ selected: again ? null : trial });
    if (trial === null || again) return;
    if (this.#content?.view.tab === "charts") this.#unseen = trial;
    else this.#trials.reveal(trial);
  }

  /** The selected trial, else the best one, else the front. */
  #showCard({ model, status, view }: PageContent): void {
    const { best, front } = model.summary;
    const selected = view.selected === null ? undefined : model.study.trials[view.selected];
    const trial = selected ?? best;
    setShown(this.#card.element, trial !== null);
    setShown(this.#front.element, trial === null && front.length > 0);
    this.#overview.classList.toggle("overview-carded", trial !== null || front.length > 0);
    this.#schedule.show(model, trial);
    if (trial === null) return;
    const title =
      trial === best ? t("Best trial") : front.includes(trial) ? t("On the Pareto front") : t("Selected trial");
    const apply = applicability(trial, status);
    const unfolded = view.folds[CARD_TRACEBACK] === true;
    this.#card.show({ model, trial, title, closable: trial !== best, apply, unfolded });
  }

  #about<Result>(number: number, make: (model: StudyModel, trial: Trial, view: PanelView) => Result): Result | null {
    const trial = this.#content?.model.study.trials[number];
    return this.#content && trial ? make(this.#content.model, trial, this.#content.view) : null;
  }
}
