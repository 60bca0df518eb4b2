import type { Fact, ReportTable, ReportTrial, StudyReport } from "./report.js";

/** A report as GitHub's Markdown, which reads well as plain text too. */
export function markdownOf(report: StudyReport): string {
  const parts = [
    `# ${text(report.name)}`,
    `${text(report.goal)}.`,
    facts(report.facts),
    ...bestPart(report),
    ...(report.confirmed.length > 0 ? ["## How good the best are", facts(report.confirmed)] : []),
    ...(report.importances.length > 0
      ? [
          "## What matters",
          facts(report.importances.map(({ name, share }): Fact => [name, `${(100 * share).toFixed(0)} %`])),
        ]
      : []),
    "## Trials",
    report.trials.rows.length === 0 ? "There are none yet." : table(report.trials),
    ...(report.more > 0 ? [`The best ${report.trials.rows.length} trials; ${report.more} more are in the study.`] : []),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function bestPart({ best, front }: StudyReport): readonly string[] {
  const [first] = best;
  if (first === undefined) return ["No trial has completed yet."];
  if (front === 0) return [`## Best: ${first.title.toLowerCase()}`, facts(first.values), parameters(first)];
  const title =
    front > best.length ? `## Pareto front: the first ${best.length} of ${front} trials` : "## Pareto front";
  return [title, ...best.flatMap((trial) => [`### ${trial.title}`, facts(trial.values), parameters(trial)])];
}

function parameters(trial: ReportTrial): string {
  if (trial.parameters.length === 0) return "";
  const rows = trial.parameters.map(([name, value]) => [text(name), code(value)]);
  return lines(["Parameter", "Value"], rows, new Set());
}

function facts(all: readonly Fact[]): string {
  return all.map(([name, value]) => `- **${text(name)}:** ${text(value)}`).join("\n");
}

function table({ head, rows, numeric }: ReportTable): string {
  return lines(
    head.map(text),
    rows.map((row) => row.map(text)),
    numeric,
  );
}

function lines(head: readonly string[], rows: readonly (readonly string[])[], numeric: ReadonlySet<number>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = `|${head.map((_, i) => (numeric.has(i) ? " ---: " : " --- ")).join("|")}|`;
  return [line(head), rule, ...rows.map(line)].join("\n");
}

/** Text that Markdown takes for nothing else, on one line. */
function text(value: string): string {
  return value.replace(/[\\`*_{}[\]<>#|]/g, "\\$&").replace(/\s+/g, " ");
}

/** In as many backquotes as the value needs. */
function code(value: string): string {
  const one = value.replace(/\s+/g, " ").replaceAll("|", "\\|");
  const longest = Math.max(0, ...[...one.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${one}${fence}` : `${fence} ${one} ${fence}`;
}
