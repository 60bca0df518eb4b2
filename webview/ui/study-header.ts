import type { PanelAction, PanelStatus } from "../../src/core/protocol/panel.js";
import { TRIAL_ATTRIBUTES } from "../../src/core/study/attributes.js";
import { t } from "../l10n/translation.js";
import type { StudyModel } from "../model/study-model.js";
import { button, setEnabled } from "./controls.js";
import { element, setShown, setText } from "./element.js";
import { effortLine, progressText, standingOf } from "./status.js";

/** The head of the page: the study, what it optimises, how far it is, and what can be done with it. */
export class StudyHeader {
  readonly element: HTMLElement;
  readonly #name = element("h1");
  readonly #badge = element("span", { class: "badge" });
  readonly #goal = element("p", { class: "goal" });
  readonly #progress = element("span", { class: "progress-text" });
  readonly #bar = element("div", { class: "bar-fill" });
  readonly #track = element(
    "div",
    { class: "bar", attributes: { role: "progressbar", "aria-label": t("Finished trials"), "aria-valuemin": "0" } },
    this.#bar,
  );
  readonly #effort = element("p", { class: "sentence" });
  readonly #reason = element("p", { class: "sentence" });
  readonly #note = element("p", { class: "sentence note" });
  readonly #run: HTMLElement;
  readonly #pause: HTMLElement;
  readonly #resume: HTMLElement;
  readonly #stop: HTMLElement;
  readonly #stopNow: HTMLElement;
  readonly #queue: HTMLElement;
  readonly #change: HTMLElement;
  readonly #confirm: HTMLElement;
  readonly #reveal: HTMLElement;

  constructor(onAction: (action: PanelAction) => void) {
    this.#run = button({ label: t("Run"), icon: "run", look: "secondary", onPress: () => onAction("run") });
    this.#pause = button({ label: t("Pause"), icon: "pause", look: "secondary", onPress: () => onAction("pause") });
    this.#resume = button({ label: t("Resume"), icon: "run", look: "secondary", onPress: () => onAction("resume") });
    this.#stopNow = button({
      label: t("Stop now"),
      icon: "stop",
      look: "secondary",
      onPress: () => onAction("stopNow"),
    });
    this.#queue = button({
      label: t("Queue trial"),
      icon: "queue",
      look: "secondary",
      onPress: () => onAction("queueTrial"),
    });
    this.#change = button({
      label: t("Change trials, parallelism or time"),
      icon: "settings",
      look: "icon",
      onPress: () => onAction("changeRun"),
    });
    this.#confirm = button({
      label: t("Confirm the best trials"),
      icon: "confirm",
      look: "icon",
      onPress: () => onAction("confirm"),
    });
    this.#stop = button({ label: t("Stop"), icon: "stop", look: "secondary", onPress: () => onAction("stop") });
    this.#reveal = button({
      label: t("Reveal in code"),
      icon: "reveal",
      look: "icon",
      onPress: () => onAction("reveal"),
    });
    this.element = element(
      "header",
      { class: "study-header" },
      element(
        "div",
        { class: "study-line" },
        element("div", { class: "study-title" }, this.#name, this.#badge),
        element(
          "div",
          { class: "buttons" },
          this.#run,
          this.#pause,
          this.#resume,
          this.#stop,
          this.#stopNow,
          this.#queue,
          this.#change,
          this.#confirm,
          this.#reveal,
        ),
      ),
      element("div", { class: "study-facts" }, this.#goal, this.#progress),
      this.#track,
      this.#effort,
      this.#reason,
      this.#note,
    );
  }

  show(model: StudyModel, status: PanelStatus, now: number): void {
    const standing = standingOf(model, status);
    setText(this.#name, model.study.name);
    setText(this.#badge, standing.word);
    this.#badge.className = `badge badge-${standing.kind}`;
    setText(this.#goal, goalText(model));
    setText(this.#progress, progressText(model, status.running, now));

    const total = model.total;
    this.#track.classList.toggle("bar-idle", standing.kind !== "running");
    setShown(this.#track, total !== null);
    if (total !== null) {
      const done = Math.min(model.summary.finished, total);
      this.#track.setAttribute("aria-valuemax", String(total));
      this.#track.setAttribute("aria-valuenow", String(done));
      this.#bar.style.setProperty("transform", `scaleX(${total === 0 ? 0 : done / total})`);
    }
    const effort = status.running ? effortLine(model) : "";
    setText(this.#effort, effort);
    setShown(this.#effort, effort !== "");
    const sentence = standing.reason ?? samplerSentence(model) ?? "";
    setText(this.#reason, sentence);
    setShown(this.#reason, sentence !== "");
    const note = status.note ?? (model.setup === null ? foreignNote(status) : "");
    setText(this.#note, note);
    setShown(this.#note, note !== "");

    const { running, control } = status;
    setShown(this.#pause, running && control === undefined);
    setShown(this.#resume, running && control === "paused");
    setShown(this.#stop, running && control !== "stopping");
    setShown(this.#stopNow, running && control === "stopping");
    setShown(this.#queue, model.setup !== null);
    setShown(this.#change, running);
    setShown(this.#confirm, !running && status.annotated && model.summary.best !== null);
    setShown(this.#run, !status.running && status.annotated);
    setShown(this.#reveal, status.annotated);
    setEnabled(this.#run, { enabled: status.annotated, why: t("The study's annotation was not found.") });
  }
}

function goalText(model: StudyModel): string {
  return model.study.directions
    .map((direction, i) => {
      const metric = model.summary.metrics[i] ?? t("the objective");
      if (direction === "minimize") return i === 0 ? t("Minimise {0}", metric) : t("minimise {0}", metric);
      return i === 0 ? t("Maximise {0}", metric) : t("maximise {0}", metric);
    })
    .join(", ");
}

/** What the sampler said about the newest trial that it proposed. */
function samplerSentence(model: StudyModel): string | null {
  for (let i = model.study.trials.length - 1; i >= 0; i--) {
    const sentence = model.study.trials[i]!.systemAttributes.get(TRIAL_ATTRIBUTES.sampler);
    if (typeof sentence === "string") return sentence;
  }
  return null;
}

function foreignNote(status: PanelStatus): string {
  return status.annotated
    ? t("This study was made by another program.")
    : t("This study was made by another program. Its trials can be looked at, and their parameters copied.");
}
