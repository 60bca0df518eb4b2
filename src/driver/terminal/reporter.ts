import { relative } from "node:path";
import type { Language } from "../../core/annotations/languages.js";
import { spell } from "../../core/annotations/spelling.js";
import { formatDifference, formatNumber, formatSeconds } from "../../core/format/number.js";
import { placeText } from "../../core/notebooks/source-text.js";
import type { Literal } from "../../core/space/literal.js";
import type { Failure } from "../../core/study/failure.js";
import type { RunHeading } from "../run/view.js";
import { LinePrefix } from "./prefix.js";
import { clip, type Screen } from "./screen.js";
import type { Style } from "./style.js";
import { count } from "./words.js";

/** One finished trial, as its line tells it. */
export interface TrialLine {
  readonly number: number;
  readonly end:
    | { readonly kind: "complete"; readonly values: readonly number[]; readonly spread: number | null }
    | { readonly kind: "pruned"; readonly step: number | null }
    | { readonly kind: "failed"; readonly failure: Failure; readonly requeued: boolean };
  readonly best: boolean;
  readonly baseline: boolean;
  readonly seconds: number | null;
  readonly params: ReadonlyMap<string, Literal>;
}

export interface Progress {
  readonly finished: number;
  readonly total: number | null;
  readonly running: number;
  readonly best: number | null;
  readonly baseline: number | null;
  /** Seconds since the run began, and trials finished in it. */
  readonly elapsed: number;
  readonly finishedHere: number;
  /** Whether nothing more is begun for the time being. */
  readonly paused: boolean;
}

/** Columns of one value, and of the spread of its folds. */
const VALUE_WIDTH = 11;
const SPREAD_WIDTH = 9;

/** Tells a person how a run goes. Trials come in the order in which they end. */
export class Reporter {
  #heading: RunHeading | null = null;
  #parallel = 1;
  #reason: string | null = null;
  /** Whether trials tell the spread of their folds. */
  #spreads = false;
  readonly #tracebacks = new Set<string>();

  constructor(
    private readonly screen: Screen,
    private readonly style: Style,
    private readonly language: Language,
  ) {}

  begin(heading: RunHeading): void {
    this.#heading = heading;
    this.#parallel = heading.parallel;
    const { bold, dim } = this.style;
    const goals = heading.goals.map(({ direction, metric }) =>
      metric === null ? direction : `${direction} ${metric}`,
    );
    const total = heading.total === null ? "until it is stopped" : `${heading.total} trials`;
    const slots = heading.parallel > 1 ? `, ${heading.parallel} at a time` : "";
    const row = (name: string, text: string) => this.screen.line(`  ${dim(name.padEnd(12))}${text}`);
    this.screen.line(
      `${bold(`Hyperlens · ${heading.study}`)}  ${dim(placeText(shortPath(heading.file), heading.place))}`,
    );
    row("goal", `${goals.join(", ")} over ${count(heading.parameters, "parameter")}`);
    row("trials", `${total}${slots}, seed ${heading.seed}`);
    row("interpreter", `${heading.interpreter} ${dim(`(${heading.runtime}, ${heading.why})`)}`);
    row("journal", shortPath(heading.journal));
  }

  /** So many trials run at once from now on. */
  changed(parallel: number): void {
    this.#parallel = parallel;
  }

  /** The sampler's sentence, where it has changed in more than its counts. */
  reason(text: string): void {
    const words = text.replace(/\d+/g, "#");
    if (words === this.#reason) return;
    this.#reason = words;
    this.screen.line(`  ${this.style.dim("sampler".padEnd(12))}${text}`);
  }

  note(text: string): void {
    this.screen.line(this.style.dim(text));
  }

  warn(text: string): void {
    this.screen.line(this.style.warn(text));
  }

  trial(line: TrialLine): void {
    const { good, bad, dim, warn } = this.style;
    const { end } = line;
    const number = String(line.number).padStart(String((this.#heading?.total ?? 1000) - 1).length);
    const time = dim((line.seconds === null ? "" : formatSeconds(line.seconds)).padStart(9));
    if (end.kind === "complete" && end.spread !== null) this.#spreads = true;
    const width = VALUE_WIDTH * Math.max(1, this.#heading?.goals.length ?? 1) + (this.#spreads ? SPREAD_WIDTH : 0);
    const row = (text: string, paint: (text: string) => string, rest: string) =>
      this.#row(`${number} ${line.best ? good("★") : " "} ${paint(text.padEnd(width))} ${time}  ${rest}`);
    switch (end.kind) {
      case "complete": {
        const values = end.values.map((value) => formatNumber(value).padEnd(VALUE_WIDTH)).join("");
        const spread = end.spread === null ? "" : `±${formatNumber(Number(end.spread.toPrecision(2)))}`;
        const note = line.baseline ? dim("  (the values in the code)") : "";
        row(values + spread, line.best ? good : (text) => text, `${this.params(line.params)}${note}`);
        break;
      }
      case "pruned":
        row(end.step === null ? "pruned" : `pruned at ${end.step}`, dim, this.params(line.params));
        break;
      case "failed":
        row("failed", end.requeued ? warn : bad, `${end.failure.message}${end.requeued ? dim(" (queued again)") : ""}`);
        this.#traceback(end.failure);
        break;
    }
  }

  params(params: ReadonlyMap<string, Literal>): string {
    return [...params].map(([name, literal]) => `${name}=${this.value(literal)}`).join(" ");
  }

  /** A value as people read it: reals are shortened, everything else stands as in the code. */
  value(literal: Literal): string {
    return literal.kind === "real" ? formatNumber(literal.value) : spell(literal, this.language);
  }

  /** A value as the code spells it. */
  exact(literal: Literal): string {
    return spell(literal, this.language);
  }

  progress(progress: Progress): void {
    if (this.screen.columns !== null) this.screen.live(progressText(progress, this.style));
  }

  /** Where the output of a trial goes: straight to the screen, or line by line behind its number. */
  output(trial: number | null): { write(data: Buffer): boolean; close(): void } {
    if (this.#parallel === 1 || trial === null) {
      return { write: (data) => this.screen.raw(data), close: () => {} };
    }
    const lines = new LinePrefix(Buffer.from(`[${trial}] `));
    return {
      write: (data) => this.screen.raw(lines.push(data)),
      close: () => {
        const rest = lines.end();
        if (rest.length > 0) this.screen.raw(Buffer.concat([Buffer.from(`[${trial}] `), rest, Buffer.from("\n")]));
      },
    };
  }

  #row(text: string): void {
    const { columns } = this.screen;
    this.screen.line(columns === null ? text : clipRow(text, columns, this.style));
  }

  /** A traceback once for each place: the same mistake in a hundred trials is one text, whatever its numbers. */
  #traceback({ traceback }: Failure): void {
    if (traceback === null) return;
    const lines = traceback.trimEnd().split("\n");
    const place = lines.filter((line) => /^\s/.test(line)).join("\n");
    if (this.#tracebacks.has(place) || this.#tracebacks.size >= MOST_TRACEBACKS) return;
    this.#tracebacks.add(place);
    for (const text of lines) this.screen.line(this.style.dim(`      ${text}`));
  }
}

/** After so many different ones the terminal is no place for more; the journal and the logs have them all. */
const MOST_TRACEBACKS = 50;

/** Ends the colours that a clipped row may have left open. */
function clipRow(text: string, columns: number, style: Style): string {
  const clipped = clip(text, columns - 1);
  return style.dim("") === "" ? clipped : `${clipped}\u001b[0m`;
}

/** `██████░░░░ 24/40 · best 0.9533 (+0.0517) · 34 s left` */
export function progressText(progress: Progress, style: Style): string {
  const { finished, total, running, best, baseline, elapsed, finishedHere, paused } = progress;
  const parts: string[] = [];
  if (total === null) parts.push(count(finished, "trial"));
  else {
    const width = 20;
    const full = Math.min(width, Math.floor((finished / total) * width));
    parts.push(`${style.good("█".repeat(full))}${style.dim("░".repeat(width - full))} ${finished}/${total} trials`);
  }
  if (running > 1) parts.push(`${running} running`);
  if (best !== null) {
    const gain = baseline === null || best === baseline ? "" : ` (${formatDifference(best - baseline)})`;
    parts.push(`best ${style.bold(formatNumber(best))}${gain}`);
  }
  if (paused) parts.push("paused");
  else if (total !== null && finishedHere > 0 && finished < total) {
    parts.push(`${formatSeconds(Math.max(1, (elapsed / finishedHere) * (total - finished)))} left`);
  } else parts.push(formatSeconds(elapsed));
  return parts.join(style.dim(" · "));
}

/** A path as a person would type it here. */
function shortPath(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") || short === "" ? path : short;
}
