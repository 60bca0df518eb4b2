import { extent } from "d3-array";
import { scaleLinear } from "d3-scale";
import { formatNumber } from "../../src/core/format/number.js";
import type { Trial } from "../../src/core/study/trial.js";
import { t } from "../l10n/translation.js";
import { element, setText, vector } from "../ui/element.js";

const WIDTH = 320;
const HEIGHT = 96;
const EDGE = 6;

/** A trial's intermediate values as a small line, with a sentence that says where it begins and ends. */
export class Curve {
  readonly element: HTMLElement;
  readonly #line = vector("path", { class: "curve-line" });
  readonly #last = vector("circle", { class: "curve-last", r: 3 });
  readonly #picture = vector(
    "svg",
    { class: "curve", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" },
    this.#line,
  );
  readonly #sentence = element("p", { class: "muted" });

  constructor() {
    this.element = element("div", { class: "curve-box" });
    this.#picture.append(this.#last);
    this.element.append(this.#picture, this.#sentence);
  }

  /** Whether there is a line to be seen: two values at least. */
  show(trial: Trial): boolean {
    const points = [...trial.intermediate].filter(([, value]) => Number.isFinite(value)).sort((a, b) => a[0] - b[0]);
    const [first] = points;
    const last = points.at(-1);
    if (first === undefined || last === undefined || points.length < 2) return false;
    const x = scaleLinear([first[0], last[0]], [EDGE, WIDTH - EDGE]);
    const [low = 0, high = 1] = extent(points, ([, value]) => value);
    const y = scaleLinear([low, high > low ? high : low + 1], [HEIGHT - EDGE, EDGE]);
    const path = points.map(([step, value], i) => `${i === 0 ? "M" : "L"}${x(step).toFixed(1)},${y(value).toFixed(1)}`);
    this.#line.setAttribute("d", path.join(""));
    this.#last.setAttribute("cx", String(x(last[0])));
    this.#last.setAttribute("cy", String(y(last[1])));
    const ends = [formatNumber(first[1]), first[0], formatNumber(last[1]), last[0]] as const;
    const range = [formatNumber(low), formatNumber(high)] as const;
    const sentence = t(
      "{0} reports: {1} at step {2}, {3} at step {4}, between {5} and {6}.",
      points.length,
      ...ends,
      ...range,
    );
    this.#picture.setAttribute("aria-label", sentence);
    setText(this.#sentence, sentence);
    return true;
  }
}
