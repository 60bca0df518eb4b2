import type { Importance } from "../../src/core/analysis/importances.js";
import type { Question } from "../analysis/messages.js";
import { t } from "../l10n/translation.js";
import { fewTrialsNote, importanceSentence, MOST_ROWS, shareText } from "../model/importance.js";
import { type Select, select } from "../ui/controls.js";
import { vector } from "../ui/element.js";
import type { Chart, ChartContent, ChartHost } from "./chart.js";
import { ChartFigure } from "./figure.js";
import { ImportanceRow, ROW } from "./importance-row.js";
import type { Twin } from "./twin.js";

const METHODS = [
  { method: "ped-anova", text: t("For the best trials") },
  { method: "fanova", text: t("For all values") },
] as const;
/** How much each parameter matters, as bars; a press on one shows its slice. */
export class ImportanceChart implements Chart {
  readonly #figure: ChartFigure;
  readonly #rows = vector("g", { class: "importances" });
  readonly #method: Select;
  readonly #host: ChartHost;
  readonly #known = new Map<string, ImportanceRow>();
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
      const row = this.#rowOf(name, () => this.#host.showSlice(name));
      row.show({ share: importance, length: (importance / largest) * width, top: i * ROW, width });
      return row;
    });
    if (others.length > 0) {
      const share = others.reduce((sum, { importance }) => sum + importance, 0);
      const row = this.#rowOf(t("{0} others", others.length), null);
      row.show({ share, length: Math.min(1, share / largest) * width, top: shown.length * ROW, width });
      rows.push(row);
    }
    const focused = rows.find(({ element }) => element.contains(document.activeElement));
    // What stays in its place is left there: taken out and put back, it would lose a press that is under way.
    for (const [i, { element }] of rows.entries()) {
      const present = this.#rows.children[i] ?? null;
      if (present !== element) this.#rows.insertBefore(element, present);
    }
    while (this.#rows.children.length > rows.length) this.#rows.lastElementChild?.remove();
    if (focused !== undefined && !focused.element.contains(document.activeElement)) focused.focus();
  }

  #rowOf(name: string, onPress: (() => void) | null): ImportanceRow {
    const known = this.#known.get(name) ?? new ImportanceRow(name, onPress);
    this.#known.set(name, known);
    return known;
  }

  #twin(): Twin {
    return {
      columns: [t("Parameter"), t("Importance")],
      rows: this.#found.map(({ name, importance }) => [name, shareText(importance)]),
    };
  }
}
