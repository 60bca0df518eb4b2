import * as vscode from "vscode";
import { advise } from "../../core/assist/advise/advise.js";
import { Mistakes } from "../documents/diagnostics.js";
import type { Insights } from "../store/insights.js";
import type { Studies } from "../store/studies.js";
import type { WorkerClient } from "../store/worker-client.js";
import { FORMAT_KIND, TUNE_KIND, TuneActions } from "./actions.js";
import { annotatedOf } from "./annotated.js";
import { AnnotationCompletion, COMPLETION_TRIGGERS } from "./completion.js";
import { factsIn } from "./facts.js";
import { AnnotationHover, DistributionSignatures } from "./hover.js";
import { InlineValues } from "./inline-values.js";
import { ParameterDefinitions, ParameterReferences, ParameterRename } from "./navigation.js";
import { RenamedTrials } from "./renamed-trials.js";

/** New results change advice no oftener than this (milliseconds). */
const ADVICE_PAUSE = 1000;

/** Everything that helps to write annotations and to read them. */
export function registerAssist(
  files: vscode.DocumentSelector,
  studies: Studies,
  insights: Insights,
  worker: WorkerClient,
): vscode.Disposable[] {
  const { languages } = vscode;
  const renamedTrials = new RenamedTrials(studies, worker);
  const inlineValues = new InlineValues(studies, insights);
  return [
    languages.registerCompletionItemProvider(files, new AnnotationCompletion(), ...COMPLETION_TRIGGERS),
    languages.registerSignatureHelpProvider(files, new DistributionSignatures(), "(", ","),
    languages.registerHoverProvider(files, new AnnotationHover(studies, insights)),
    languages.registerCodeActionsProvider(files, new TuneActions(), {
      providedCodeActionKinds: [TUNE_KIND, FORMAT_KIND],
    }),
    languages.registerDefinitionProvider(files, new ParameterDefinitions()),
    languages.registerReferenceProvider(files, new ParameterReferences()),
    languages.registerRenameProvider(files, new ParameterRename(renamedTrials)),
    renamedTrials,
    languages.registerCodeActionsProvider(files, renamedTrials, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    inlineValues,
    languages.registerInlayHintsProvider(files, inlineValues),
    ...registerAdvice(files, studies),
  ];
}

function registerAdvice(files: vscode.DocumentSelector, studies: Studies): vscode.Disposable[] {
  const advice = new Mistakes("hyperlens.advice", (document) => {
    const annotated = annotatedOf(document);
    return annotated === null || annotated.tags.length === 0 ? [] : advise(annotated, factsIn(document, studies));
  });
  let timer: NodeJS.Timeout | null = setTimeout(look);
  function look(): void {
    timer = null;
    advice.begin();
  }
  const soon = () => {
    timer ??= setTimeout(look, ADVICE_PAUSE);
  };
  return [
    advice,
    studies.onDidChange(soon),
    vscode.languages.registerCodeActionsProvider(files, advice, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    { dispose: () => timer !== null && clearTimeout(timer) },
  ];
}
