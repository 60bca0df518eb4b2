import type { Importance } from "../../src/core/analysis/importances.js";
import type { Question } from "../analysis/messages.js";
import { t } from "../l10n/translation.js";
import { fewTrialsNote, importanceSentence, MOST_ROWS, shareText } from "../model/importance.js";
import { type Select, select } from "../ui/controls.js";
import { vector } from "../ui/element.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { ChartFigure } from "./figure.js";
import { cut } from "./text-width.js";
import type { Twin } from "./twin.js";

const METHODS = [
  { method: "ped-anova", text: t("For the best trials") },
  { method: "fanova", text: t("For all values") },
] as const;
/** Pixels of a row, and of the name above its bar. */
const ROW = 34;

/** How much each parameter matters, as bars; a press on one shows its slice. */
export class ImportanceChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #rows = vector("g", { class: "importances" });
  readonly #method: Select;
  readonly #host: ChartHost;
  #found: readonly Importance[] = [];

  constructor(host: ChartHost) {
    this.#host = host;
    this.#figure = new ChartFigure({
      id: "importances",
      title: t("Importance"),
      margin: { top: 6, right: 4, bottom: 4, left: 0 },
      onResize: () => this.#draw(),
      twin: () => this.#twin(),
      host,
    });
    this.#figure.plot.append(this.#rows);
    this.#figure.svg.removeAttribute("aria-hidden");
    this.#figure.svg.setAttribute("role", "list");
    this.#figure.svg.setAttribute("aria-label", t("Parameters by importance. A press on one shows its slice."));
    this.#method = select({
      label: t("What the importance is for"),
      onChange: (chosen) => host.choose(() => ({ importance: METHODS[chosen]?.method ?? "ped-anova" })),
    });
    this.#figure.tools.append(this.#method.element);
  }

  get element(): HTMLElement {
    return this.#figure.element;
  }

  show(content: ChartContent): void {
    const { model, view, objective, analysis } = content;
    const { importance: method } = view.charts;
    this.#method.set(
      METHODS.map(({ text }) => text),
      METHODS.findIndex((each) => each.method === method),
    );
    const question = { kind: "importances", method, objective } as const satisfies Question;
    if (model.summary.counts.complete < 2) {
      this.#found = [];
      this.#figure.explain(t("Two complete trials are needed to compare parameters."));
      this.#figure.summarise("");
      return;
    }
    const finding = analysis.ask(question);
    this.#found = finding.kind === "known" ? finding.answer : [];
    this.#figure.explain(
      finding.kind === "failed" ? finding.message : finding.kind === "pending" ? t("Working it out…") : null,
    );
    const sentence = importanceSentence(this.#found, model.metrics[objective] ?? t("the value"), method);
    const note = fewTrialsNote(model);
    this.#figure.summarise(finding.kind === "known" ? [sentence, note].filter(Boolean).join(" ") : "");
    this.#draw();
  }

  #draw(): void {
    const { width, height } = this.#figure.size;
    if (width === 0 || height === 0) return;
    const most = Math.max(1, Math.min(MOST_ROWS, Math.floor(height / ROW)));
    const shown = this.#found.length <= most ? this.#found : this.#found.slice(0, most - 1);
    const others = this.#found.slice(shown.length);
    const largest = Math.max(1e-9, ...shown.map(({ importance }) => importance));
    const rows = shown.map(({ name, importance }, i) => {
      const press = (): void => this.#host.showSlice(name);
      return row({ name, share: importance, length: (importance / largest) * width, top: i * ROW, width, press });
    });
    if (others.length > 0) {
      const share = others.reduce((sum, { importance }) => sum + importance, 0);
      const length = Math.min(1, share / largest) * width;
      const name = t("{0} others", others.length);
      rows.push(row({ name, share, length, top: shown.length * ROW, width, press: null }));
    }
    // Trials that come in draw the bars anew: who stands on one of them stays there.
    const focused = [...this.#rows.children].findIndex((each) => each.contains(document.activeElement));
    this.#rows.replaceChildren(...rows);
    if (focused >= 0) rows[focused]?.querySelector<SVGElement>("[tabindex]")?.focus({ preventScroll: true });
  }

  #twin(): Twin {
    return {
      columns: [t("Parameter"), t("Importance")],
      rows: this.#found.map(({ name, importance }) => [name, shareText(importance)]),
    };
  }
}

interface Row {
  readonly name: string;
  readonly share: number;
  readonly length: number;
  readonly top: number;
  readonly width: number;
  /** Shows more of the parameter; null where the row is not one of a parameter. */
  readonly press: (() => void) | null;
}

function row({ name, share, length, top, width, press }: Row): SVGElement {
  const title = vector("text", { class: "row-name", x: 0, y: 11 });
  title.textContent = cut(name, width - 46, 12);
  const number = vector("text", { class: "row-value", x: width, y: 11, "text-anchor": "end" });
  number.textContent = shareText(share);
  const track = vector("rect", { class: "bar-track", x: 0, y: 18, width, height: 5, rx: 2.5 });
  const bar = vector("rect", { class: "bar-value", x: 0, y: 18, width: Math.max(length, 2), height: 5, rx: 2.5 });
  const said = `${name} ${shareText(share)}`;
  const item = vector("g", { transform: `translate(0,${top})`, role: "listitem" });
  if (press === null) {
    item.setAttribute("aria-label", said);
    item.append(title, number, track, bar);
    return item;
  }
  // All of the row takes the pointer, its gaps as well.
  const area = vector("rect", { class: "brush-area", x: 0, y: -2, width, height: ROW - 4 });
  const button = vector("g", { class: "row-button", role: "button", tabindex: 0, "aria-label": said });
  // The space is not drawn; without it the two texts would be one word to those who speak what they see.
  button.append(area, title, " ", number, track, bar);
  button.addEventListener("click", press);
  button.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    press();
  });
  item.append(button);
  return item;
}
