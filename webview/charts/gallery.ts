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
  readonly #absent = element("p", { class: "muted gallery-absent" });
  readonly #seen = new Set<Exhibit>();
  #content: ChartContent | null = null;

  constructor(exhibits: readonly Exhibit[]) {
    this.#exhibits = exhibits;
    this.#links = new Map(exhibits.map((exhibit) => [exhibit.id, this.#link(exhibit)]));
    for (const { chart, wide } of exhibits) chart.element.classList.toggle("chart-wide", wide === true);
    this.element = element(
      "div",
      { class: "gallery" },
      element("nav", { class: "gallery-links", attributes: { "aria-label": "Charts" } }, ...this.#links.values()),
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
            if (this.#content) exhibit.chart.show(this.#content);
          }
        }
      },
      { rootMargin: AHEAD },
    );
    for (const { chart } of exhibits) observer.observe(chart.element);
  }

  show(content: ChartContent): void {
    this.#content = content;
    const absent: string[] = [];
    for (const exhibit of this.#exhibits) {
      const reason = exhibit.absence?.(content) ?? null;
      if (reason !== null) absent.push(`${exhibit.title}: ${reason}`);
      setShown(exhibit.chart.element, reason === null);
      setShown(this.#links.get(exhibit.id)!, reason === null);
      if (reason === null && this.#seen.has(exhibit)) exhibit.chart.show(content);
    }
    setText(this.#absent, absent.length === 0 ? "" : `Not shown. ${absent.join(" ")}`);
    setShown(this.#absent, absent.length > 0);
  }

  /** Nobody sees the gallery: its charts need no content until they are seen again. */
  rest(): void {
    this.#content = null;
  }

  #link({ title, chart }: Exhibit): HTMLElement {
    const link = element("button", { class: "gallery-link", text: title, attributes: { type: "button" } });
    link.addEventListener("click", () => {
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      chart.element.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
      chart.element
        .querySelector<HTMLElement>(".chart-stage[tabindex], [tabindex='0']")
        ?.focus({ preventScroll: true });
    });
    return link;
  }
}
