import type { Confirmed } from "../study/confirm.js";
import { literalsIn, spaceOf } from "../study/setup.js";
import type { StudyState } from "../study/state.js";
import { summarise } from "../study/summary.js";
import type { Trial } from "../study/trial.js";
import { csvOf } from "./csv.js";
import type { ExportFormat } from "./formats.js";
import { htmlOf } from "./html.js";
import { jsonOf } from "./json.js";
import { markdownOf } from "./markdown.js";
import { historyPicture, slicePictures } from "./picture.js";
import { reportOf } from "./report.js";
import { jsonObject, jsonValues, pythonDict, yamlMapping } from "./spelling.js";

/** There is no best trial whose values could be written. */
export class NothingBestError extends Error {
  override readonly name = "NothingBestError";

  constructor(study: string) {
    super(`The study ${study} has no best trial yet: none has completed. Run it first, or export its trials as CSV.`);
  }
}

/**
 * A study written down in a format, whole, with a newline at its end.
 *
 * @param confirmed What repeats say of its best trials; empty where none were run.
 * @throws {NothingBestError} for the formats of the best values.
 */
export function exportStudy(study: StudyState, format: ExportFormat, confirmed: readonly Confirmed[]): string {
  switch (format) {
    case "csv":
      return csvOf(study);
    case "json":
      return jsonOf(study);
    case "markdown":
      return markdownOf(reportOf(study, confirmed));
    case "html": {
      const metric = summarise(study).metrics[0] ?? "value";
      const pictures = {
        history: historyPicture(study, metric),
        slices: slicePictures(study, spaceOf(study), metric),
      };
      return htmlOf(reportOf(study, confirmed), pictures, study.name);
    }
    case "best-python":
    case "best-json":
    case "best-yaml":
      return bestValues(study, format);
    default:
      return format satisfies never;
  }
}

/** The values of the best trial; with several directions those of each trial of the front, in a list. */
function bestValues(study: StudyState, format: "best-python" | "best-json" | "best-yaml"): string {
  const { best, front } = summarise(study);
  const space = spaceOf(study);
  const values = (trial: Trial) => literalsIn(space, trial);
  if (best === null && front.length === 0) throw new NothingBestError(study.name);
  switch (format) {
    case "best-python": {
      if (best !== null) return `# ${about(study, best)}\nparams = ${pythonDict(values(best))}\n`;
      const entries = front.map((trial) => `    # ${about(study, trial)}\n    ${pythonDict(values(trial), "    ")},\n`);
      return `# The Pareto front of ${oneLine(study.name)}\nparams = [\n${entries.join("")}]\n`;
    }
    case "best-json":
      return best !== null
        ? `${jsonObject(values(best))}\n`
        : `${JSON.stringify(
            front.map((trial) => jsonValues(values(trial))),
            null,
            2,
          )}\n`;
    case "best-yaml": {
      if (best !== null) return `# ${about(study, best)}\n${yamlMapping(values(best))}`;
      const entries = front.map((trial) => {
        const lines = yamlMapping(values(trial), "  ");
        return `# ${about(study, trial)}\n${lines === "" ? "- {}\n" : `- ${lines.slice(2)}`}`;
      });
      return `# The Pareto front of ${oneLine(study.name)}\n${entries.join("")}`;
    }
  }
}

/** `digits, trial 7: accuracy 0.9`. */
function about(study: StudyState, { number, outcome }: Trial): string {
  const { metrics } = summarise(study);
  const values = outcome.kind === "complete" ? outcome.values : [];
  const results = values.map((value, i) => `${metrics[i] ?? "value"} ${value}`).join(", ");
  return oneLine(`${study.name}, trial ${number}: ${results}`);
}

/** A comment ends with its line. */
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
