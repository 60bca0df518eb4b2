import { it } from "vitest";
import { LANGUAGES } from "../../../src/core/annotations/languages.js";
import { parseSource } from "../../../src/core/annotations/parse.js";
it("bench", () => {
  for (const per of [10, 50]) {
  const lines: string[] = [];
  for (let i = 0; lines.length < 5000; i++) {
    lines.push(`# @study s${i} maximize accuracy  trials=40 seed=1`, `def objective_${i}(`);
    for (let k = 0; k < 5; k++) lines.push(`    learning_rate_${k}=0.01,  # @tune loguniform(1e-5, 1)${k > 1 ? " if kernel == \"poly\"" : ""}`);
    lines.push('    kernel="rbf",  # @tune choice("rbf", "poly", "linear")', "):", '    """Docstring of it."""');
    for (let k = 0; k < per * 5; k++) lines.push(`    values[${k}] = compute(alpha=${k}, name='text', other=[1, 2, 3])  # plain remark`);
    lines.push("", "");
  }
  const text = lines.join("\n");
  const times: number[] = [];
  for (let i = 0; i < 60; i++) { const t = performance.now(); parseSource(text, LANGUAGES[0]!); times.push(performance.now() - t); }
  const r = parseSource(text, LANGUAGES[0]!);
  const s = times.slice(20).sort((a, b) => a - b);
  console.log(per, lines.length, text.length, r.studies.length, r.studies.reduce((a, b) => a + b.slots.length, 0), r.diagnostics.length, "first", times[0], "median", s[20], "p95", s[37]);
  }
});
