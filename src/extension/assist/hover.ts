import * as vscode from "vscode";
import { hoverAt } from "../../core/assist/hover.js";
import { signatureAt } from "../../core/assist/signature.js";
import { offsetIn, rangeIn } from "../documents/places.js";
import { t } from "../l10n/translation.js";
import { within } from "../run/deadline.js";
import type { Insights } from "../store/insights.js";
import type { Studies } from "../store/studies.js";
import type { StudyRef } from "../studies/digest.js";
import { annotatedOf } from "./annotated.js";
import { factsIn } from "./facts.js";

/** A hover waits so long for what trials teach (milliseconds). */
const PATIENCE = 800;

/** Explains annotations and annotated values under the pointer. */
export class AnnotationHover implements vscode.HoverProvider {
  constructor(
    private readonly studies: Studies,
    private readonly insights: Insights,
  ) {}

  async provideHover(document: vscode.TextDocument, position: vscode.Position): Promise<vscode.Hover | null> {
    const annotated = annotatedOf(document);
    if (annotated === null || annotated.tags.length === 0) return null;
    const offset = offsetIn(document, position);
    // Only what a hover is about is asked for, and one that takes long is shown without it.
    const asked: StudyRef[] = [];
    const listen = (ref: StudyRef) => {
      asked.push(ref);
      return this.insights.known(ref);
    };
    const first = hoverAt(annotated, offset, factsIn(document, this.studies, listen), t);
    if (first === null) return null;
    await within(PATIENCE, Promise.all(asked.map((ref) => this.insights.of(ref))));
    const known = factsIn(document, this.studies, (ref) => this.insights.known(ref));
    const hover = asked.length === 0 ? first : hoverAt(annotated, offset, known, t);
    return hover === null
      ? null
      : new vscode.Hover(new vscode.MarkdownString(hover.text), rangeIn(document, hover.range) ?? undefined);
  }
}

/** Names the arguments of a distribution while they are typed. */
export class DistributionSignatures implements vscode.SignatureHelpProvider {
  provideSignatureHelp(document: vscode.TextDocument, position: vscode.Position): vscode.SignatureHelp | null {
    const annotated = annotatedOf(document);
    const found = annotated === null ? null : signatureAt(annotated, offsetIn(document, position), t);
    if (found === null) return null;
    const signature = new vscode.SignatureInformation(found.label, found.summary);
    signature.parameters = found.parameters.map(
      ({ start, end, summary }) => new vscode.ParameterInformation([start, end], summary),
    );
    const help = new vscode.SignatureHelp();
    help.signatures = [signature];
    help.activeSignature = 0;
    help.activeParameter = found.active;
    return help;
  }
}
