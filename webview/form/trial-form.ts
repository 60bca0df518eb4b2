import type { FormView } from "../../src/core/protocol/panel.js";
import type { StudySetup } from "../../src/core/study/setup.js";
import { isBaseline } from "../../src/core/study/summary.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import type { StudyModel } from "../model/study-model.js";
import { button, setEnabled } from "../ui/controls.js";
import { element, setShown, setText } from "../ui/element.js";
import { type Draft, draftOf, readDraft } from "./draft.js";
import { type Field, fieldOf } from "./field.js";
import { Outlook } from "./outlook.js";

export interface TrialFormOptions {
  readonly onQueue: (values: Draft) => void;
  /** What stands in the form has changed; null: the person has closed it. */
  readonly onChange: (left: FormView | null) => void;
}

/** The form that queues a trial by hand: a control for each parameter, and what its values let expect. */
export class TrialForm {
  readonly element: HTMLDialogElement;
  readonly #title = element("h2", { attributes: { id: "trial-form-title" } });
  readonly #from = element("p", { class: "muted" });
  readonly #fields = element("div", { class: "form-fields" });
  readonly #broken = element("p", { class: "form-problem", attributes: { role: "alert" } });
  readonly #outlook = new Outlook();
  readonly #queue: HTMLElement;
  readonly #starts = element("div", { class: "form-starts" });
  #byName: ReadonlyMap<string, Field> = new Map();
  #setup: StudySetup | null = null;
  #draft: Draft = {};

  #trial: number | null = null;
  readonly #options: TrialFormOptions;

  constructor(options: TrialFormOptions) {
    this.#options = options;
    this.#queue = button({ label: t("Queue trial"), icon: "queue", look: "primary", onPress: () => this.#submit() });
    const cancel = button({ label: t("Cancel"), look: "secondary", onPress: () => this.#leave() });
    const close = button({ label: t("Close the form"), icon: "close", look: "icon", onPress: () => this.#leave() });
    this.element = element(
      "dialog",
      { class: "form", attributes: { "aria-labelledby": this.#title.id } },
      element("header", { class: "section-header" }, element("div", {}, this.#title, this.#from), close),
      element(
        "div",
        { class: "form-body" },
        element("div", { class: "form-main" }, this.#starts, this.#fields, this.#broken),
        this.#outlook.element,
      ),
      element("footer", { class: "buttons" }, this.#queue, cancel),
    );
    // Escape closes a dialog by itself.
    this.element.addEventListener("cancel", () => options.onChange(null));
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target instanceof HTMLInputElement) this.#submit();
    });
  }

  get isOpen(): boolean {
    return this.element.open;
  }

  /** Opens the form with the values of a trial, the best one where no number is given; or with what it had been left with. */
  open(model: StudyModel, number: number | null, left: Draft | null): void {
    const { setup, study } = model;
    if (setup === null) return;
    this.#trial = number;
    const given = number === null ? null : (study.trials[number] ?? null);
    this.#build(setup);
    this.#outlook.forget();
    this.#outlook.use(model);
    setText(this.#title, given === null ? t("Queue a trial") : t("Edit and queue trial {0}", given.number));
    this.#offerStarts(model, given);
    if (left === null) this.#begin(model, given ?? startOf(model));
    else {
      setText(this.#from, "");
      this.#fill({ ...draftOf(setup, given ?? startOf(model), model.summary.baseline), ...left });
    }
    if (!this.element.open) this.element.showModal();
    this.#byName.values().next().value?.focus();
  }

  /** The study goes on while the form is open. */
  update(model: StudyModel): void {
    if (this.element.open) this.#outlook.use(model);
  }

  close(): void {
    this.element.close();
  }

  #build(setup: StudySetup): void {
    this.#setup = setup;
    const { language } = setup;
    const fields = setup.space.parameters.map((parameter) => {
      const onInput = (text: string) => this.#change({ ...this.#draft, [parameter.name]: text });
      return [parameter.name, fieldOf({ parameter, language, onInput })] as const;
    });
    this.#byName = new Map(fields);
    this.#fields.replaceChildren(...fields.map(([, field]) => field.element));
  }

  /** What else the form could begin with. */
  #offerStarts(model: StudyModel, given: Trial | null): void {
    const { best, baseline } = model.summary;
    const trials = new Map<Trial, string>();
    if (given !== null) trials.set(given, t("Trial {0}", given.number));
    if (best !== null) trials.set(best, t("Best (trial {0})", best.number));
    if (baseline !== null && !trials.has(baseline)) trials.set(baseline, t("Baseline"));
    const buttons = [...trials].map(([trial, label]) =>
      button({ label, look: "secondary", onPress: () => this.#begin(model, trial) }),
    );
    this.#starts.replaceChildren(element("span", { class: "muted", text: t("Start from") }), ...buttons);
    setShown(this.#starts, trials.size > 1);
  }

  #begin(model: StudyModel, trial: Trial | null): void {
    if (this.#setup === null) return;
    setText(
      this.#from,
      trial === null ? t("From the middle of each range") : t("From the values of {0}", nameOf(model, trial)),
    );
    this.#fill(draftOf(this.#setup, trial, model.summary.baseline));
  }

  #fill(draft: Draft): void {
    for (const [name, field] of this.#byName) field.set(draft[name] ?? "");
    this.#change(draft);
  }

  #change(draft: Draft): void {
    if (this.#setup === null) return;
    this.#draft = draft;
    this.#options.onChange({ trial: this.#trial, draft });
    const { active, problems, point, broken, values } = readDraft(this.#setup, draft);
    for (const [name, field] of this.#byName) {
      field.show({ active: active.has(name), problem: problems.get(name) ?? null });
    }
    setText(this.#broken, broken === null ? "" : t("The study asks for {0}, which these values break.", broken));
    setShown(this.#broken, broken !== null);
    setEnabled(this.#queue, { enabled: values !== null, why: t("A value is not one that its parameter can have.") });
    this.#outlook.show(values === null ? null : point);
  }

  #submit(): void {
    if (this.#setup === null) return;
    const { values } = readDraft(this.#setup, this.#draft);
    if (values === null) return;
    this.#options.onQueue(values);
    this.#leave();
  }

  #leave(): void {
    this.#options.onChange(null);
    this.close();
  }
}

/** The trial that the form begins with by itself. */
function startOf({ summary, study }: StudyModel): Trial | null {
  return summary.best ?? summary.front[0] ?? summary.baseline ?? study.trials[0] ?? null;
}

function nameOf({ summary }: StudyModel, trial: Trial): string {
  if (trial === summary.best) return t("trial {0}, the best so far", trial.number);
  return isBaseline(trial) ? t("trial {0}, the code as it stood", trial.number) : t("trial {0}", trial.number);
}
