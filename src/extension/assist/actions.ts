import * as vscode from "vscode";
import { planAnnotations, planTunable, suggestStudy } from "../../core/assist/annotate.js";
import type { AnnotatedText } from "../../core/assist/annotated-text.js";
import { planConversion } from "../../core/assist/convert/convert.js";
import { formatAnnotations } from "../../core/assist/format.js";
import { functionsOf } from "../../core/assist/functions.js";
import { functionHolding, tunableAt, tunablesOfFunction } from "../../core/assist/tunable.js";
import { worded } from "../../core/l10n/phrase.js";
import { workspaceEdit } from "../documents/edit.js";
import { offsetIn, rangeIn } from "../documents/places.js";
import { type OpenSource, sourceOf } from "../documents/source.js";
import { t } from "../l10n/translation.js";
import { annotatedSource } from "./annotated.js";

export const TUNE_KIND = vscode.CodeActionKind.RefactorRewrite.append("hyperlens");
/** May stand in `editor.codeActionsOnSave`. */
export const FORMAT_KIND = vscode.CodeActionKind.Source.append("formatAnnotations.hyperlens");

/** The light-bulb on values and functions that could be tuned. */
export class TuneActions implements vscode.CodeActionProvider {
  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const source = sourceOf(document);
    const annotated = source === null ? null : annotatedSource(source);
    if (source === null || annotated === null) return [];
    if (only !== undefined && !only.intersects(TUNE_KIND)) {
      return only.intersects(FORMAT_KIND) ? formatActions(source, document, annotated) : [];
    }
    const offset = offsetIn(document, range.start);
    const actions = [
      conversionAction(source, annotated, offset),
      valueAction(source, annotated, offset),
      functionAction(source, annotated, offset),
    ];
    return actions.filter((action) => action !== null);
  }
}

/** Makes the value at an offset tunable; null where there is none. */
export function valueAction(source: OpenSource, annotated: AnnotatedText, offset: number): vscode.CodeAction | null {
  const found = tunableAt(annotated, offset);
  if (found === null) return null;
  const { tunable, owner } = found;
  const { plan, study } = planTunable(annotated, tunable, owner);
  if (plan.kind === "refusal") return null;
  const words = [tunable.choice.name, tunable.proposal.text] as const;
  const title =
    study === "present"
      ? t("Make `{0}` tunable: {1}", ...words)
      : study === "function"
        ? t("Make `{0}` tunable in a new study of `{2}`: {1}", ...words, owner!.code.title ?? owner!.code.name)
        : t("Make `{0}` tunable in a new study of this file: {1}", ...words);
  return rewrite(source, title, plan.edits, tunable.proposal.blank);
}

/** Annotates the function whose head stands at an offset. */
export function functionAction(
  source: OpenSource,
  annotated: AnnotatedText,
  offset: number,
  where: "head" | "anywhere" = "head",
): vscode.CodeAction | null {
  const owner = functionHolding(functionsOf(annotated.source), offset);
  if (owner === null || owner.annotated) return null;
  if (where === "head" && offset > owner.code.signature.end) return null;
  const tunables = tunablesOfFunction(annotated, owner);
  if (tunables.length === 0) return null;
  const plan = planAnnotations(annotated, tunables, owner, suggestStudy(annotated, owner));
  if (plan.kind === "refusal") return null;
  const name = owner.code.title ?? owner.code.name;
  const title =
    tunables.length === 1
      ? t("Tune the function `{0}` (1 value)", name)
      : t("Tune the function `{0}` ({1} values)", name, tunables.length);
  return rewrite(source, title, plan.edits, null);
}

/** Makes the objective of Optuna's that an offset stands in one of ours; shown, with the reason, where it cannot. */
function conversionAction(source: OpenSource, annotated: AnnotatedText, offset: number): vscode.CodeAction | null {
  const owner = functionHolding(functionsOf(annotated.source), offset);
  const conversion = owner === null ? null : planConversion(annotated, owner);
  if (owner === null || conversion === null) return null;
  const name = owner.code.title ?? owner.code.name;
  if (conversion.kind === "edit") {
    const title = t("Convert `{0}` from Optuna to annotations ({1} values)", name, conversion.values);
    return rewrite(source, title, [conversion.edit], null);
  }
  const action = new vscode.CodeAction(t("Convert `{0}` from Optuna to annotations", name), TUNE_KIND);
  action.disabled = { reason: worded(conversion.message, t) };
  return action;
}

/** Each cell of a notebook is formatted by itself. */
function formatActions(
  source: OpenSource,
  document: vscode.TextDocument,
  annotated: AnnotatedText,
): vscode.CodeAction[] {
  const edits = formatAnnotations(annotated).filter(({ range }) => rangeIn(document, range) !== null);
  if (edits.length === 0) return [];
  const action = new vscode.CodeAction(t("Format Hyperlens annotations"), FORMAT_KIND);
  action.edit = workspaceEdit(source, edits);
  return [action];
}

function rewrite(
  source: OpenSource,
  title: string,
  edits: Parameters<typeof workspaceEdit>[1],
  blank: string | null,
): vscode.CodeAction {
  const action = new vscode.CodeAction(title, TUNE_KIND);
  action.edit = workspaceEdit(source, edits, blank);
  return action;
}
