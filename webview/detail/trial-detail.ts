import { formatSeconds } from "../../src/core/format/number.js";
import type { PanelStatus } from "../../src/core/protocol/panel.js";
import type { TrialHostMessage } from "../../src/core/protocol/trial-messages.js";
import { NO_MARK, tagsIn } from "../../src/core/study/marks.js";
import { failureOf } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { StudyModel } from "../model/study-model.js";
import { applicability } from "../model/trial-actions.js";
import { durationOf, noteOf, STATE_NAMES } from "../model/trial-text.js";
import type { Requests } from "../session/requests.js";
import { copyEntries, trialMenu } from "../table/trial-menu.js";
import { button, setEnabled } from "../ui/controls.js";
import { element, setShown, setText } from "../ui/element.js";
import { plainButton } from "../ui/fields.js";
import { icon } from "../ui/icon.js";
import { openMenu } from "../ui/menu.js";
import { parameterRows } from "../ui/parameter-rows.js";
import { below } from "../ui/popup.js";
import { ScheduleTable } from "../ui/schedule-table.js";
import { Curve } from "./curve.js";
import { FilesView } from "./files-view.js";
import { linkedText } from "./linked-text.js";
import { LogView } from "./log-view.js";
import { MarksForm } from "./marks-form.js";
import { resultRows } from "./results.js";
import { packageRows, runRows } from "./run-rows.js";
import { Section } from "./section.js";

export interface TrialDetailOptions {
  readonly requests: Requests;
  readonly onClose: () => void;
  /** The trial is to be chosen for a comparison, or no more. */
  readonly onChoose: (trial: number) => void;
  /** Another trial is to be shown. */
  readonly onSelect: (trial: number) => void;
  /** A part of the detail was opened, or closed. */
  readonly onFold: (part: string, open: boolean) => void;
}

type Part =
  | "results"
  | "parameters"
  | "schedule"
  | "curve"
  | "failure"
  | "log"
  | "files"
  | "marks"
  | "run"
  | "packages";

export interface TrialDetailContent {
  readonly model: StudyModel;
  readonly trial: Trial;
  readonly status: PanelStatus;
  readonly chosen: boolean;
  /** The parts that a person has opened or closed. */
  readonly folds: Readonly<Record<string, boolean>>;
}

/** Everything that is known of one trial, and everything that can be done with it. */
export class TrialDetail {
  readonly element: HTMLElement;
  readonly #title = element("h2", { attributes: { id: "detail-title" } });
  readonly #facts = element("span", { class: "muted" });
  readonly #remark = element("p", { class: "sentence" });
  readonly #star: HTMLButtonElement;
  readonly #apply: HTMLElement;
  readonly #results = element("dl", { class: "parameters" });
  readonly #parameters = element("dl", { class: "parameters" });
  readonly #trace = element("pre", { attributes: { tabindex: "0", role: "group", "aria-label": t("Traceback") } });
  readonly #run = element("dl", { class: "facts" });
  readonly #packages = element("dl", { class: "facts packages" });
  readonly #schedule: ScheduleTable;
  readonly #curve = new Curve();
  readonly #log: LogView;
  readonly #files: FilesView;
  readonly #marks: MarksForm;
  readonly #sections: Readonly<Record<Part, Section>>;
  readonly #options: TrialDetailOptions;
  #content: TrialDetailContent | null = null;
  #left: readonly unknown[] = [];
  readonly #drawn = new Map<HTMLElement, string>();

  constructor(options: TrialDetailOptions) {
    this.#options = options;
    const { requests } = options;
    const number = (): number => this.#content?.trial.number ?? 0;
    const openSource = (file: string, line: number): void => requests.openSource(number(), file, line);
    this.#log = new LogView(openSource);
    this.#schedule = new ScheduleTable(options.onSelect);
    this.#files = new FilesView((name) => requests.openFile(number(), name));
    this.#marks = new MarksForm((trial, change) => requests.mark(trial, change));
    this.#star = plainButton(
      {
        ...{ label: t("Star"), class: "detail-star" },
        onPress: () => requests.mark(number(), { star: this.#mark.star !== true }),
      },
      icon("star"),
    );
    this.#apply = button({
      ...{ label: t("Apply values"), icon: "apply", look: "primary" },
      onPress: () => requests.apply(number()),
    });
    const copy = plainButton(
      { label: t("Copy as"), class: "plain-button", onPress: (from) => this.#openCopy(from) },
      icon("copy"),
      t("Copy as"),
    );
    const more = plainButton(
      { label: t("Actions"), class: "plain-button", onPress: (from) => this.#openMenu(from) },
      icon("more"),
      t("Actions"),
    );
    for (const each of [copy, more]) each.setAttribute("aria-haspopup", "menu");
    const close = plainButton(
      { label: t("Deselect the trial"), class: "icon-button", onPress: options.onClose },
      icon("close"),
    );
    const section = (part: Part, title: string, content: HTMLElement, open = true): Section =>
      new Section(title, content, { open, onFold: (opened) => options.onFold(part, opened) });
    this.#sections = {
      results: section("results", t("Results"), this.#results),
      failure: section("failure", t("Traceback"), this.#trace),
      parameters: section("parameters", t("Parameters"), this.#parameters),
      schedule: section("schedule", t("Schedule"), this.#schedule.element),
      curve: section("curve", t("Learning curve"), this.#curve.element),
      log: section("log", t("Log"), this.#log.element),
      files: section("files", t("Files"), this.#files.element),
      marks: section("marks", t("Tags and note"), this.#marks.element),
      run: section("run", t("About the run"), this.#run, false),
      packages: section("packages", t("Packages"), this.#packages, false),
    };
    this.element = element(
      "aside",
      { class: "detail", attributes: { "aria-labelledby": "detail-title", hidden: "" } },
      element("header", { class: "section-header detail-header" }, this.#star, this.#title, this.#facts, close),
      element("div", { class: "buttons" }, this.#apply, copy, more),
      element(
        "div",
        { class: "detail-body", attributes: { tabindex: "0", role: "group", "aria-labelledby": "detail-title" } },
        this.#remark,
        ...Object.values(this.#sections).map((section) => section.element),
      ),
    );
  }

  get #mark() {
    const { model, trial } = this.#content ?? {};
    return (trial === undefined ? undefined : model?.marks.get(trial.number)) ?? NO_MARK;
  }

  /** Shows a trial; null: none, and the detail is hidden. What the trial printed and left comes by messages. */
  show(content: TrialDetailContent | null): void {
    const before = this.#content?.trial.number ?? null;
    this.#content = content;
    setShown(this.element, content !== null);
    const number = content?.trial.number ?? null;
    if (number !== before) {
      this.#log.clear();
      this.#files.show([]);
      this.#left = [];
      this.#options.requests.watch(number);
    }
    if (content !== null) this.#draw(content);
  }

  /** Another page of messages begins: the trial that is shown is to be watched anew. */
  restart(): void {
    this.#content = null;
    setShown(this.element, false);
  }

  receive(message: Extract<TrialHostMessage, { type: "log" | "files" }>): void {
    if (message.trial !== this.#content?.trial.number) return;
    if (message.type === "log") this.#log.receive(message);
    else {
      this.#left = message.files;
      this.#files.show(message.files);
    }
    this.#showWhatCame();
  }

  /** Lets the person write tags and note. */
  editMarks(): void {
    this.#sections.marks.fold(true);
    this.#options.onFold("marks", true);
    this.#marks.focus();
  }

  #draw({ model, trial, status, folds }: TrialDetailContent): void {
    for (const [part, section] of Object.entries(this.#sections)) section.fold(folds[part]);
    const { number, outcome } = trial;
    const { results, parameters, schedule, curve, failure, run, packages } = this.#sections;
    setText(this.#title, t("Trial {0}", number));
    const seconds = durationOf(trial);
    const facts = [STATE_NAMES[outcome.kind].toLowerCase(), ...(seconds === null ? [] : [formatSeconds(seconds)])];
    if (model.isOlder(trial)) facts.push(t("older code"));
    setText(this.#facts, facts.join(" · "));
    const mark = this.#mark;
    this.#star.setAttribute("aria-pressed", String(mark.star));
    setEnabled(this.#apply, applicability(trial, status));
    const remark = noteOf(model, trial);
    setText(this.#remark, remark);
    setShown(this.#remark, remark !== "");
    this.#fill(this.#results, resultRows(model, trial));
    results.show("", this.#results.childElementCount > 0);
    this.#fill(this.#parameters, parameterRows(model, trial));
    parameters.show("", this.#parameters.childElementCount > 0);
    schedule.show("", this.#schedule.show(model, trial) !== null);
    curve.show("", this.#curve.show(trial));
    const traceback = failureOf(trial)?.traceback ?? "";
    failure.show("", traceback !== "");
    this.#traceback(traceback);
    this.#marks.show(number, mark, tagsIn(model.marks));
    this.#fill(this.#run, runRows(model, trial));
    run.show("", this.#run.childElementCount > 0);
    this.#fill(this.#packages, packageRows(model, trial));
    const count = this.#packages.childElementCount / 2;
    packages.show(String(count), count > 0);
    this.#showWhatCame();
  }

  #showWhatCame(): void {
    const { log, files } = this.#sections;
    log.show("", !this.#log.isEmpty);
    files.show(String(this.#left.length), this.#left.length > 0);
  }

  /** The content is replaced only where it differs: a selection of text in it survives. */
  #fill(target: HTMLElement, content: readonly HTMLElement[]): void {
    const key = content.map((node) => node.outerHTML).join("");
    if (this.#drawn.get(target) === key) return;
    this.#drawn.set(target, key);
    target.replaceChildren(...content);
  }

  #traceback(text: string): void {
    if (this.#drawn.get(this.#trace) === text) return;
    this.#drawn.set(this.#trace, text);
    const open = (file: string, line: number): void => {
      if (this.#content) this.#options.requests.openSource(this.#content.trial.number, file, line);
    };
    this.#trace.replaceChildren(...text.split("\n").flatMap((line) => [...linkedText(line, open), "\n"]));
  }

  #openCopy(from: HTMLElement): void {
    const content = this.#content;
    if (!content) return;
    const { model, trial } = content;
    openMenu({
      ...{ label: t("Copy as"), place: below(from), back: from },
      entries: () => copyEntries(model, trial, this.#options.requests),
    });
  }

  #openMenu(from: HTMLElement): void {
    const content = this.#content;
    if (!content) return;
    const { model, trial, status, chosen } = content;
    const view = {
      chosen,
      onChoose: () => this.#options.onChoose(trial.number),
      onMark: () => this.editMarks(),
    };
    openMenu({
      ...{ label: t("Trial {0}", trial.number), place: below(from), back: from },
      entries: () => trialMenu({ model, trial, status, requests: this.#options.requests, view }),
    });
  }
}
