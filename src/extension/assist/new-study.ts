import * as vscode from "vscode";
import { planAnnotations, type StudyWords, suggestStudy } from "../../core/assist/annotate.js";
import type { AnnotatedText } from "../../core/assist/annotated-text.js";
import { DIRECTIONS } from "../../core/assist/document.js";
import { functionsOf, type StudyFunction } from "../../core/assist/functions.js";
import { metricsIn } from "../../core/assist/metrics.js";
import { functionHolding, type Tunable, tunablesOfFile, tunablesOfFunction } from "../../core/assist/tunable.js";
import { worded } from "../../core/l10n/phrase.js";
import { placeIn } from "../../core/notebooks/source-text.js";
import { DEFAULT_TRIALS } from "../../core/study/options.js";
import type { Direction } from "../../core/study/trial.js";
import { activePlace } from "../documents/active.js";
import { workspaceEdit } from "../documents/edit.js";
import { showPlace } from "../documents/show.js";
import { type OpenSource, sourceOf } from "../documents/source.js";
import { t } from "../l10n/translation.js";
import { annotatedSource } from "./annotated.js";
import { enterText, pickMany, pickOne, type StepFrame, type StepResult } from "./steps.js";

const STEPS = 5;

/** What has been answered so far. */
interface Answers {
  /** null: the whole file. */
  readonly owner: StudyFunction | null;
  readonly words: StudyWords;
  readonly tunables: readonly Tunable[];
}

type Step = (answers: Answers) => Promise<StepResult<Answers>>;

/** Asks step by step what a new study is to be of, and annotates the file in the active editor. */
export async function newStudy(): Promise<void> {
  const place = activePlace();
  const annotated = place === null ? null : annotatedSource(place.source);
  if (place === null || annotated === null) {
    await offerExample();
    return;
  }
  const { source, document, offset: caret, viewColumn } = place;
  const functions = functionsOf(annotated.source).filter((one) => !one.annotated);
  const hasFileStudy = annotated.parsed.studies.some(({ objective }) => objective.kind !== "function");
  const here = functionHolding(functions, caret) ?? functions[0] ?? null;
  if (here === null && hasFileStudy) {
    void vscode.window.showInformationMessage(
      t("This file has a study already, and no function that could have one of its own."),
    );
    return;
  }
  const first: Answers = { owner: here, words: suggestStudy(annotated, here), tunables: [] };
  const answers = await walk(
    [
      (sofar) => chooseOwner(sofar, { source, annotated, functions, hasFileStudy }),
      (sofar) => chooseDirection(sofar),
      (sofar) => enterMetric(sofar, annotated),
      (sofar) => enterTrials(sofar),
      (sofar) => chooseParameters(sofar, source, annotated),
    ],
    first,
  );
  if (answers === null) return;
  if (sourceOf(document) !== source) {
    void vscode.window.showErrorMessage(t("The file was changed in the meantime; start the new study again."));
    return;
  }
  const plan = planAnnotations(annotated, answers.tunables, answers.owner, answers.words);
  if (plan.kind === "refusal") {
    void vscode.window.showErrorMessage(t("The study was not written. {0}", worded(plan.message, t)));
    return;
  }
  // The place is asked for before the edit moves what stands behind it.
  const at = placeIn(source, plan.edits[0]!.range.start);
  await vscode.workspace.applyEdit(workspaceEdit(source, plan.edits));
  await showPlace(source.file, at, { viewColumn: viewColumn ?? vscode.ViewColumn.Active });
}

/** Goes through the steps, back and forth; null where it was given up. */
async function walk(steps: readonly Step[], first: Answers): Promise<Answers | null> {
  const states: Answers[] = [first];
  for (let step = 0; step < steps.length; ) {
    const result = await steps[step]!(states[step]!);
    if (result.kind === "cancel") return null;
    if (result.kind === "back") step = Math.max(0, step - 1);
    else {
      states[step + 1] = result.value;
      step++;
    }
  }
  return states[steps.length]!;
}

async function offerExample(): Promise<void> {
  const button = t("Create Example Study");
  const picked = await vscode.window.showInformationMessage(
    t(
      "A study is made of code: open the file that trains or evaluates your model, and put the caret into its function.",
    ),
    button,
  );
  if (picked === button) await vscode.commands.executeCommand("hyperlens.createExample");
}

interface Owners {
  readonly source: OpenSource;
  readonly annotated: AnnotatedText;
  readonly functions: readonly StudyFunction[];
  readonly hasFileStudy: boolean;
}

async function chooseOwner(
  answers: Answers,
  { source, annotated, functions, hasFileStudy }: Owners,
): Promise<StepResult<Answers>> {
  const items: (vscode.QuickPickItem & { readonly owner: StudyFunction | null })[] = functions.map((owner) => ({
    label: `$(symbol-function) ${owner.code.title ?? owner.code.name}`,
    description: placeWords(source, annotated, owner.line),
    detail: countText(tunablesOfFunction(annotated, owner).length),
    owner,
  }));
  if (!hasFileStudy) {
    items.push({
      label: source.notebook === null ? t("$(file-code) The whole file") : t("$(notebook) The whole notebook"),
      detail: t("Run as a script or by a command; its value is read from what it prints"),
      owner: null,
    });
  }
  const active = items.find(({ owner }) => owner?.line === answers.owner?.line);
  const result = await pickOne(frame(1), t("What shall be tuned?"), items, active);
  if (result.kind !== "value") return result;
  const { owner } = result.value;
  const words = owner?.line === answers.owner?.line ? answers.words : suggestStudy(annotated, owner);
  return { kind: "value", value: { ...answers, owner, words } };
}

async function chooseDirection(answers: Answers): Promise<StepResult<Answers>> {
  const items = DIRECTIONS.map(({ name, summary }) => ({
    label: name,
    detail: worded(summary, t),
    direction: name as Direction,
  }));
  const active = items.find(({ direction }) => direction === answers.words.direction);
  const result = await pickOne(frame(2), t("Which values are better?"), items, active);
  if (result.kind !== "value") return result;
  return { kind: "value", value: { ...answers, words: { ...answers.words, direction: result.value.direction } } };
}

async function enterMetric(answers: Answers, annotated: AnnotatedText): Promise<StepResult<Answers>> {
  const { owner, words } = answers;
  const code = owner === null ? annotated.text : annotated.source.slice(owner.code.range);
  const seen = metricsIn(code).slice(0, 5);
  const known = seen.length === 0 ? "" : ` ${t("In the code: {0}.", seen.join(", "))}`;
  const wanted =
    owner === null
      ? t("The metric's name, as the file prints it: {0}=0.42.", words.metric ?? "loss")
      : t("The metric's name, where the function returns several values by name; empty where it returns a number.");
  const check = (text: string) =>
    text === "" && owner === null ? t("A file's study needs the name of the metric that it prints.") : null;
  const result = await enterText(frame(3), `${wanted}${known}`, words.metric ?? "", check);
  if (result.kind !== "value") return result;
  return {
    kind: "value",
    value: { ...answers, words: { ...words, metric: result.value === "" ? null : result.value } },
  };
}

async function enterTrials(answers: Answers): Promise<StepResult<Answers>> {
  const check = (text: string) => (/^[1-9]\d{0,8}$/.test(text) ? null : t("A whole number of at least 1 is expected."));
  const prompt = t("How many trials in all, with the values in the code as the first one?");
  const result = await enterText(frame(4), prompt, String(answers.words.trials ?? DEFAULT_TRIALS), check);
  if (result.kind !== "value") return result;
  const trials = Number(result.value);
  return {
    kind: "value",
    value: { ...answers, words: { ...answers.words, trials: trials === DEFAULT_TRIALS ? null : trials } },
  };
}

async function chooseParameters(
  answers: Answers,
  source: OpenSource,
  annotated: AnnotatedText,
): Promise<StepResult<Answers>> {
  const { owner } = answers;
  const tunables = owner === null ? tunablesOfFile(annotated) : tunablesOfFunction(annotated, owner);
  if (tunables.length === 0) {
    void vscode.window.showInformationMessage(
      owner === null
        ? t(
            "Nothing in this file could be tuned by itself: give values names and literals, such as `rate=0.1`, and put `@tune` beside them.",
          )
        : t(
            "Nothing in `{0}` could be tuned by itself: give values names and literals, such as `rate=0.1`, and put `@tune` beside them.",
            owner.code.title ?? owner.code.name,
          ),
    );
    return { kind: "cancel" };
  }
  const items = tunables.map((tunable) => ({
    label: tunable.choice.name,
    description: tunable.proposal.text,
    detail: detailOf(source, annotated, tunable),
    tunable,
  }));
  const result = await pickMany(
    frame(5),
    t("Which values shall be searched? Ranges can be edited in the code."),
    items,
    items,
  );
  if (result.kind !== "value") return result;
  return { kind: "value", value: { ...answers, tunables: result.value.map(({ tunable }) => tunable) } };
}

function detailOf(source: OpenSource, annotated: AnnotatedText, { choice, line, proposal }: Tunable): string {
  const place = placeWords(source, annotated, line);
  const from = worded(proposal.source, t);
  return choice.value === null
    ? t("{0}, no value yet; the range comes from {1}", place, from)
    : t("{0}, now {2}; the range comes from {1}", place, from, annotated.source.slice(choice.value));
}

/** A line of the source's text, as people find it. */
function placeWords(source: OpenSource, annotated: AnnotatedText, line: number): string {
  const place = placeIn(source, annotated.source.line(line).start);
  return place.cell === null ? t("line {0}", place.line + 1) : t("cell {0}, line {1}", place.cell, place.line + 1);
}

function countText(values: number): string {
  return values === 1 ? t("1 value could be tuned") : t("{0} values could be tuned", values);
}

function frame(step: number): StepFrame {
  return { title: t("New Study"), step, totalSteps: STEPS };
}
