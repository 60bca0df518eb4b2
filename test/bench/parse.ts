import { languageOf } from "../../src/core/annotations/languages.js";
import { parseSource } from "../../src/core/annotations/parse.js";
import { worded } from "../../src/core/l10n/phrase.js";

/** A Python file of about 5,000 lines in which every so many lines there is an annotated function of six parameters. */
function source(bodyLines: number): { text: string; lines: number } {
  const lines: string[] = [];
  for (let study = 0; lines.length < 5000; study++) {
    lines.push(`# @study s${study} maximize accuracy  trials=40 seed=1`, `def objective_${study}(`);
    for (let k = 0; k < 3; k++) lines.push(`    rate_${k}=0.01,  # @tune loguniform(1e-5, 1)`);
    lines.push('    kernel="rbf",  # @tune choice("rbf", "poly", "linear")');
    for (let k = 0; k < 2; k++) lines.push(`    degree_${k}=3,  # @tune int(2, 5) if kernel == "poly"`);
    lines.push("):", '    """Its docstring."""');
    for (let k = 0; k < bodyLines; k++)
      lines.push(`    values[${k}] = f(x=${k}, name="text", rest=[1, 2])  # a remark`);
    lines.push("", "");
  }
  return { text: lines.join("\n"), lines: lines.length };
}

/** Milliseconds of processor time, so that other work on the machine does not count. */
function milliseconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const python = languageOf("a.py")!;
for (const bodyLines of [400, 50]) {
  const { text, lines } = source(bodyLines);
  const { studies, diagnostics } = parseSource(text, python);
  if (diagnostics.length > 0) throw new Error(worded(diagnostics[0]!.message));
  const times = Array.from({ length: 200 }, () => milliseconds(() => parseSource(text, python)));
  const [first] = times;
  const sorted = times.slice(50).sort((a, b) => a - b);
  const slots = studies.reduce((sum, study) => sum + study.slots.length, 0);
  const median = sorted[75]!.toFixed(1);
  const late = sorted[142]!.toFixed(1);
  console.log(
    `${lines} lines, ${Math.round(text.length / 1000)} kB, ${studies.length} studies, ${slots} parameters: median ${median} ms, 95 % within ${late} ms, first ${first!.toFixed(1)} ms`,
  );
}
