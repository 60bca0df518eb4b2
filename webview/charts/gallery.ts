import { t } from "../l10n/translation.js";
import { filterText } from "../model/filter-text.js";
import { button } from "../ui/controls.js";
import { element, setShown, setText } from "../ui/element.js";
import type { Chart, ChartContent } from "./chart.js";

/** A chart of the gallery, and when it has nothing to show. */
export interface Exhibit {
  readonly id: string;
  readonly title: string;
  readonly chart: Chart;
  /** Takes the whole width. */
  readonly wide?: boolean;
  /** Why the study has nothing for the chart; null where it has. */
  readonly absence?: (content: ChartContent) => string | null;
}

/** Pixels outside the window within which a chart is drawn already. */
const AHEAD = "300px";

/** All charts on one page. Only those that are seen are drawn. */
export class Gallery {
  readonly element: HTMLElement;
  readonly #exhibits: readonly Exhibit[];
  readonly #links: ReadonlyMap<string, HTMLElement>;
  readonly #filters = element("p");
  /** Says how many trials pass while somebody brushes. It is always there: what comes into view is not read out. */
  readonly #said = element("p", { class: "unseen", attributes: { role: "status" } });
  #saidOf = "";
  readonly #strip: HTMLElement;
  readonly #absent = element("p", { class: "muted gallery-absent" });
  readonly #seen = new Set<Exhibit>();
  /** Charts that wait to be drawn, each in a task of its own, so that the page answers its user between two of them. */
  readonly #waiting = new Set<Exhibit>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #content: ChartContent | null = null;

  constructor(exhibits: readonly Exhibit[], onClear: () => void) {
    const clear = button({ label: t("Clear filters"), look: "secondary", onPress: onClear });
    this.#strip = element("div", { class: "filter-strip" }, this.#filters, clear);
    this.#exhibits = exhibits;
    this.#links = new Map(exhibits.map((exhibit) => [exhibit.id, this.#link(exhibit)]));
    for (const { chart, wide } of exhibits) chart.element.classList.toggle("chart-wide", wide === true);
    this.element = element(
      "div",
      { class: "gallery" },
      element("nav", { class: "gallery-links", attributes: { "aria-label": t("Charts") } }, ...this.#links.values()),
      this.#strip,
      this.#said,
      element("div", { class: "gallery-charts" }, ...exhibits.map(({ chart }) => chart.element)),
      this.#absent,
    );
    const byElement = new Map<Element, Exhibit>(exhibits.map((exhibit) => [exhibit.chart.element, exhibit]));
    const observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          const exhibit = byElement.get(target)!;
          if (!isIntersecting) this.#seen.delete(exhibit);
          else if (!this.#seen.has(exhibit)) {
            this.#seen.add(exhibit);
            this.#draw(exhibit);
          }
        }
      },
      { rootMargin: AHEAD },
    );
    for (const { chart } of exhibits) observer.observe(chart.element);
  }

  show(content: ChartContent): void {
    this.#content = content;
    const { view, columns, model, matching } = content;
    const filters = view.filters.flatMap((filter) => filterText(filter, columns) ?? []).join(" · ");
    const count = model.study.trials.length;
    const passing =
      matching === null
        ? ""
        : matching.size === 1
          ? t("1 of {0} trials passes the filters: {1}", count, filters)
          : t("{0} of {1} trials pass the filters: {2}", matching.size, count, filters);
    setText(this.#filters, passing);
    setShown(this.#strip, matching !== null);
    this.#say(JSON.stringify(view.filters), passing, count);
    const absent: string[] = [];
    for (const exhibit of this.#exhibits) {
      const reason = exhibit.absence?.(content) ?? null;
      if (reason !== null) absent.push(`${exhibit.title}: ${reason}`);
      setShown(exhibit.chart.element, reason === null);
      setShown(this.#links.get(exhibit.id)!, reason === null);
      if (reason === null && this.#seen.has(exhibit)) this.#draw(exhibit);
    }
    setText(this.#absent, absent.length === 0 ? "" : `${t("Not shown.")} ${absent.join(" ")}`);
    setShown(this.#absent, absent.length > 0);
  }

  /** Trials that come in are no news of the filters, and that all pass is news only where some did not. */
  #say(filters: string, passing: string, count: number): void {
    if (filters === this.#saidOf) return;
    this.#saidOf = filters;
    const cleared = this.#said.textContent === "" ? "" : t("All {0} trials pass.", count);
    setText(this.#said, passing === "" ? cleared : passing);
  }

  #draw(exhibit: Exhibit): void {
    this.#waiting.add(exhibit);
    this.#timer ??= setTimeout(() => this.#next());
  }

  #next(): void {
    this.#timer = null;
    const [exhibit] = this.#waiting;
    if (exhibit === undefined) return;
    this.#waiting.delete(exhibit);
    if (this.#content !== null && !exhibit.chart.element.hidden) exhibit.chart.show(this.#content);
    if (this.#waiting.size > 0) this.#timer = setTimeout(() => this.#next());
  }

  /** Nobody sees the gallery: its charts need no content until they are seen again. */
  rest(): void {
    this.#content = null;
  }

  /** Brings a chart into view, and the keyboard to it. */
  reveal(id: string): void {
    const chart = this.#exhibits.find((exhibit) => exhibit.id === id)?.chart.element;
    if (chart === undefined || chart.hidden) return;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    chart.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
    // The trials in it, rather than a switch above them.
    const place =
      chart.querySelector<HTMLElement>(".chart-stage[tabindex]") ?? chart.querySelector<SVGElement>("[tabindex='0']");
    place?.focus({ preventScroll: true });
  }

  #link({ id, title }: Exhibit): HTMLElement {
    const link = element("button", { class: "gallery-link", text: title, attributes: { type: "button" } });
    link.addEventListener("click", () => this.reveal(id));
    return link;
  }
}
