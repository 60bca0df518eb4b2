import { escaped } from "./escape.js";
import type { Fact, ReportTrial, StudyReport } from "./report.js";

export interface Pictures {
  /** SVG; null where there is nothing to draw. */
  readonly history: string | null;
  readonly slices: readonly { readonly name: string; readonly svg: string }[];
}

/** A report as one page that needs nothing else: no script, no other file, no network, in light and in dark. */
export function htmlOf(report: StudyReport, pictures: Pictures, title: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<header><h1>${escaped(report.name)}</h1><p class="goal">${escaped(report.goal)}</p></header>
${best(report)}
${pictures.history === null ? "" : section("History", `<figure>${pictures.history}</figure>`)}
${report.importances.length === 0 ? "" : section("What matters", bars(report.importances))}
${pictures.slices.length === 0 ? "" : section("Parameters", slices(pictures.slices))}
${report.confirmed.length === 0 ? "" : section("How good the best are", facts(report.confirmed))}
${section("Study", facts(report.facts))}
${section("Trials", trials(report))}
</main>
</body>
</html>
`;
}

function section(title: string, content: string): string {
  return `<section><h2>${title}</h2>${content}</section>`;
}

function best({ best: shown, front }: StudyReport): string {
  const [first] = shown;
  if (first === undefined) return "<p>No trial has completed yet.</p>";
  if (front === 0) return section(`Best: ${escaped(first.title.toLowerCase())}`, trial(first));
  const title = front > shown.length ? `Pareto front: the first ${shown.length} of ${front} trials` : "Pareto front";
  return section(title, shown.map((one) => `<h3>${escaped(one.title)}</h3>${trial(one)}`).join(""));
}

function trial({ values, parameters }: ReportTrial): string {
  const code = parameters.map(([name, value]) => `<dt>${escaped(name)}</dt><dd><code>${escaped(value)}</code></dd>`);
  return `<div class="trial">${facts(values)}<dl>${code.join("")}</dl></div>`;
}

function facts(all: readonly Fact[]): string {
  return `<dl>${all.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join("")}</dl>`;
}

function bars(all: StudyReport["importances"]): string {
  const rows = all.map(({ name, share }) => {
    const percent = `${(100 * share).toFixed(0)} %`;
    const width = Math.max(1, Math.round(300 * share));
    return `<tr><th scope="row">${escaped(name)}</th><td><svg width="300" height="10" aria-hidden="true"><rect class="bar" width="${width}" height="10" rx="2"/></svg></td><td class="number">${percent}</td></tr>`;
  });
  return `<table class="bars"><tbody>${rows.join("")}</tbody></table>`;
}

function slices(all: Pictures["slices"]): string {
  const figures = all.map(({ name, svg }) => `<figure><figcaption>${escaped(name)}</figcaption>${svg}</figure>`);
  return `<div class="slices">${figures.join("")}</div>`;
}

function trials({ trials: { head, rows, numeric }, more }: StudyReport): string {
  if (rows.length === 0) return "<p>There are none yet.</p>";
  const cells = (row: readonly string[]) =>
    row.map((cell, i) => `<td${numeric.has(i) ? ' class="number"' : ""}>${escaped(cell)}</td>`).join("");
  const titles = head.map(
    (cell, i) => `<th scope="col"${numeric.has(i) ? ' class="number"' : ""}>${escaped(cell)}</th>`,
  );
  const note = more > 0 ? `<p class="note">The best ${rows.length} trials; ${more} more are in the study.</p>` : "";
  return `<div class="wide"><table><thead><tr>${titles.join("")}</tr></thead><tbody>${rows
    .map((row) => `<tr>${cells(row)}</tr>`)
    .join("")}</tbody></table></div>${note}`;
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1f2328; --muted: #59636e; --line: #d8dee4; --paper: #fff; --accent: #0a5fb4; }
@media (prefers-color-scheme: dark) { :root { --ink: #d6dae0; --muted: #9aa4af; --line: #343a42; --paper: #15181c; --accent: #5aa7f5; } }
body { margin: 0; background: var(--paper); color: var(--ink); font: 14px/1.55 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 40px 28px 64px; }
h1 { margin: 0; font-size: 28px; font-weight: 600; letter-spacing: -0.01em; overflow-wrap: anywhere; }
h2 { margin: 40px 0 12px; font-size: 16px; font-weight: 600; }
h3 { margin: 20px 0 6px; font-size: 14px; font-weight: 600; }
.goal, .note, dt, figcaption { color: var(--muted); }
.goal { margin: 4px 0 0; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 20px; margin: 0; align-content: start; }
dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
code { font-family: ui-monospace, monospace; font-size: 13px; }
.trial { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 16px 48px; }
figure { margin: 0; }
svg { max-width: 100%; height: auto; }
.bars svg { height: 10px; }
.slices { display: grid; grid-template-columns: repeat(auto-fill, minmax(300px, 1fr)); gap: 20px 28px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 5px 14px 5px 0; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; vertical-align: top; }
td:last-child { white-space: normal; min-width: 10em; }
.bars th, .bars td { border: 0; font-weight: 400; white-space: nowrap; min-width: 0; }
thead th { color: var(--muted); font-weight: 500; }
.number { text-align: right; }
.grid { stroke: var(--line); }
.axis { stroke: var(--muted); }
.mark { fill: var(--muted); fill-opacity: 0.55; }
.best { fill: none; stroke: var(--accent); stroke-width: 2; stroke-linejoin: round; }
.bar { fill: var(--accent); }
.tick { fill: var(--muted); font: 11px system-ui, sans-serif; }
@media print { body { font-size: 11px; } h2 { break-after: avoid; } tr, figure { break-inside: avoid; } }
`;
