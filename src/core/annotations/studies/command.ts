import { phrase, sentences } from "../../l10n/phrase.js";
import { commandSteps, placeholdersIn } from "../../text/command-words.js";
import { nearestName } from "../../text/nearest-name.js";
import type { StudyDraft } from "./draft.js";

/** Placeholders that every command may use beside the study's parameters. */
const PLACEHOLDERS = ["file", "trial", "folder", "seed", "resume"];

/** Reports what is wrong with a study's command: unknown placeholders, values that do not get in, shell syntax. */
export function checkCommand(draft: StudyDraft, run: string): void {
  const { report } = draft;
  const range = draft.written.optionRanges.get("run") ?? draft.written.tagRange;
  const names = draft.tunes.map(({ name }) => name);
  const others = [
    ...PLACEHOLDERS,
    ...(draft.written.options.resource === null ? [] : [draft.written.options.resource.name]),
  ];
  const split = commandSteps(run);
  if (split.kind === "broken") {
    report.error(range, "broken-command", phrase("This command cannot be run: {0}", split.message));
    return;
  }
  const used = placeholdersIn(split.steps);
  for (const name of used) {
    if (names.includes(name) || others.includes(name)) continue;
    const near = nearestName(name, [...names, ...PLACEHOLDERS]);
    const remedy =
      near === null
        ? phrase("There are {0}.", [...names, ...PLACEHOLDERS].map((known) => `{${known}}`).join(" "))
        : phrase("Did you mean `{{0}}`?", near);
    report.error(
      range,
      "unknown-placeholder",
      sentences(phrase("There is no `{{0}}`.", name), remedy, phrase("A brace itself is written `{{`.")),
    );
  }
  if (!used.has("file")) {
    const lost = names.filter((name) => !used.has(name));
    if (lost.length > 0) {
      const list = lost.map((name) => `\`{${name}}\``).join(", ");
      report.error(
        range,
        "value-not-passed",
        phrase(
          "The command never gets {0}; put the placeholder in, or `{file}` for a copy of this file with the values in it.",
          list,
        ),
      );
    }
  }
  const shell = shellSyntax(run);
  if (shell !== null) {
    report.error(
      range,
      "shell-syntax",
      phrase("No shell reads this command, so `{0}` has no meaning in it; write `sh -c '…'` around it.", shell),
    );
  }
}

/** Results that are printed are found by their names, so each direction needs its metric. */
export function checkPrintedMetrics({ written, report }: StudyDraft, kind: "script" | "command"): void {
  const unnamed = written.goals.find(({ metric }) => metric === null);
  if (unnamed === undefined) return;
  report.error(
    written.tagRange,
    "missing-metric",
    kind === "script"
      ? phrase(
          "A script prints its results, so the study must name the one that it judges: write `{0} NAME`, or put `@study` directly above the function that returns it.",
          unnamed.direction,
        )
      : phrase(
          "A command prints its results, so the study must name the one that it judges: write `{0} NAME`.",
          unnamed.direction,
        ),
  );
}

/** The first piece of shell syntax outside quotes other than `&&`; null where there is none. */
function shellSyntax(run: string): string | null {
  let quote: string | null = null;
  for (let i = 0; i < run.length; i++) {
    const character = run[i]!;
    if (quote !== null) {
      if (character === "\\" && quote === '"') i++;
      else if (character === quote) quote = null;
    } else if (character === "\\") i++;
    else if (character === '"' || character === "'") quote = character;
    else if (run.startsWith("&&", i)) i++;
    else {
      const found = /^(?:\|\|?|&|;|>>?|<<?|`|\$\(|\$\{?[A-Za-z_]|\*)/.exec(run.slice(i))?.[0];
      if (found !== undefined) return found;
    }
  }
  return null;
}
