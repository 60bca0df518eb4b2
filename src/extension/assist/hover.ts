import * as vscode from "vscode";
import { hoverAt } from "../../core/assist/hover.js";
import { signatureAt } from "../../core/assist/signature.js";
import { rangeOf } from "../documents/diagnostics.js";
import type { Studies } from "../store/studies.js";
import { annotatedOf } from "./annotated.js";
import { factsIn } from "./facts.js";

/** Explains annotations and annotated values under the pointer. */
export class AnnotationHover implements vscode.HoverProvider {
  constructor(private readonly studies: Studies) {}

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | null {
    const annotated = annotatedOf(document);
    if (annotated === null || annotated.tags.length === 0) return null;
    const hover = hoverAt(annotated, document.offsetAt(position), factsIn(document, this.studies));
    return hover === null
      ? null
      : new vscode.Hover(new vscode.MarkdownString(hover.text), rangeOf(document, hover.range));
  }
}

/** Names the arguments of a distribution while they are typed. */
export class DistributionSignatures implements vscode.SignatureHelpProvider {
  provideSignatureHelp(document: vscode.TextDocument, position: vscode.Position): vscode.SignatureHelp | null {
    const annotated = annotatedOf(document);
    const found = annotated === null ? null : signatureAt(annotated, document.offsetAt(position));
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
