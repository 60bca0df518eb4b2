import { phrase } from "../../l10n/phrase.js";
import type { FunctionCode, Parameter } from "../functions/signature.js";
import type { Language } from "../language.js";
import { type Report, replacement } from "../report.js";
import type { Objective } from "../study.js";
import { isBareName, spellName } from "../tags/words.js";
import { checkCommand, checkPrintedMetrics } from "./command.js";
import type { StudyDraft } from "./draft.js";
import { resourceParameter } from "./resource.js";

/** What a study evaluates, and how its values get in; mistakes of the signature are reported. */
export function objectiveOf(draft: StudyDraft, language: Language): Objective {
  const { run } = draft.written.options;
  if (run !== null) {
    checkCommand(draft, run);
    checkPrintedMetrics(draft, "command");
    return { kind: "command", language: language.id, run };
  }
  const { function: code } = draft;
  if (code === null) {
    // A study that was refused for where it stands is no script either.
    if (draft.range.start === 0 && draft.range.end > draft.written.range.end) checkPrintedMetrics(draft, "script");
    return { kind: "script", language: language.id };
  }
  const budget = resourceParameter(draft);
  const tuned = [
    ...draft.tunes.flatMap(({ parameter }) => (parameter === null ? [] : [parameter])),
    ...(budget === null ? [] : [budget]),
  ];
  const patched = draft.tunes.some(({ parameter }) => parameter === null);
  checkTuned(draft, tuned);
  checkRest(code, draft.report);
  const base = { kind: "function", language: code.language, name: code.name, patched } as const;
  if (code.language === "python") {
    checkRequired(code, tuned, draft.report);
    return { ...base, call: { kind: "keywords" } };
  }
  return { ...base, call: callOf(draft, code, tuned) };
}

/** Parameters that no call can pass a value to. */
function checkTuned(draft: StudyDraft, tuned: readonly Parameter[]): void {
  const language = draft.function?.language;
  for (const parameter of tuned) {
    if (parameter.kind === "named" || (parameter.kind === "positional-only" && language !== "python")) continue;
    const positional = parameter.kind === "positional-only";
    draft.report.error(
      parameter.nameRange,
      positional ? "positional-only" : "rest-parameter",
      positional
        ? phrase(
            "`{0}` stands before `/`, so it cannot be passed by its name; move the `/`, or remove it.",
            parameter.name,
          )
        : phrase("`{0}` stands for any number of values and cannot be tuned.", parameter.name),
    );
  }
}

function checkRest(code: FunctionCode, report: Report): void {
  for (const { kind, name, range } of code.parameters) {
    if (kind !== "rest") continue;
    const spelt = code.language === "python" ? `*${name}` : `...${name}`;
    report.error(
      range,
      "rest-parameter",
      phrase("An objective takes no `{0}`: its values are passed one by one.", spelt),
    );
  }
}

function checkRequired(code: FunctionCode, tuned: readonly Parameter[], report: Report): void {
  for (const parameter of code.parameters) {
    if (parameter.default !== null || tuned.includes(parameter)) continue;
    if (parameter.kind === "rest" || parameter.kind === "keywords") continue;
    missing(parameter.name, parameter.nameRange, report);
  }
}

function missing(name: string, range: Parameter["nameRange"], report: Report): void {
  report.error(
    range,
    "required-argument",
    phrase("`{0}` is neither tuned nor has a default, so no trial could pass it; give it either.", name),
  );
}

/** By position, or, where all tuned names stand in one destructured parameter, as one object. */
function callOf(
  draft: StudyDraft,
  code: FunctionCode,
  tuned: readonly Parameter[],
): Extract<Objective, { kind: "function" }>["call"] {
  const inPattern = tuned.filter(({ destructured }) => destructured);
  const positions = { kind: "positions", parameters: code.positions.map(({ name }) => name ?? "") } as const;
  if (inPattern.length === 0) {
    checkPositions(code, tuned, null, draft.report);
    return positions;
  }
  const place = inPattern[0]!.position;
  const other = tuned.find(({ destructured, position }) => !destructured || position !== place);
  if (other !== undefined) {
    draft.report.error(
      other.nameRange,
      "mixed-parameters",
      phrase(
        "The tuned names must all stand in one destructured parameter, or all be parameters of their own; this is a mix.",
      ),
    );
    return positions;
  }
  if (place !== 0) {
    draft.report.error(
      code.positions[place]!.range,
      "object-not-first",
      phrase("The destructured parameter that is tuned must be the first one."),
    );
  }
  checkPositions(code, tuned, place, draft.report);
  for (const entry of code.parameters) {
    if (entry.destructured && entry.position === place && entry.default === null && !tuned.includes(entry)) {
      missing(entry.name, entry.nameRange, draft.report);
    }
  }
  return { kind: "object" };
}

function checkPositions(code: FunctionCode, tuned: readonly Parameter[], given: number | null, report: Report): void {
  for (const [position, { name, optional, range }] of code.positions.entries()) {
    if (optional || position === given || tuned.some((parameter) => parameter.position === position)) continue;
    const at = code.parameters.find((parameter) => parameter.position === position && !parameter.destructured);
    missing(name ?? "{…}", at?.nameRange ?? range, report);
  }
}

/** Names must be distinct, and those of a command's placeholders writable. */
export function checkNames(draft: StudyDraft): void {
  const seen = new Set<string>();
  for (const { name, tune } of draft.tunes) {
    if (!seen.has(name)) {
      seen.add(name);
      continue;
    }
    const end = tune.tagRange.end;
    const suggestion = isBareName(name) ? `${name}_2` : spellName(`${name} 2`);
    const renamable =
      tune.name === null && draft.tunes.every((other) => other.tune !== tune || other.parameter === null);
    draft.report.error(
      tune.nameRange ?? tune.tagRange,
      "duplicate-name",
      phrase("The study already tunes a `{0}`; give this one a name of its own: `@tune {1} = …`.", name, suggestion),
      renamable ? [replacement(phrase("Call it `{0}`", suggestion), { start: end, end }, ` ${suggestion} =`)] : [],
    );
  }
}
