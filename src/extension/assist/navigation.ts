import * as vscode from "vscode";
import { definitionAt, type NamedParameter, parameterAt, planRename } from "../../core/assist/references.js";
import { worded } from "../../core/l10n/phrase.js";
import { workspaceEdit } from "../documents/edit.js";
import { offsetIn, placedIn, rangeIn } from "../documents/places.js";
import { sourceOf } from "../documents/source.js";
import { t } from "../l10n/translation.js";
import { annotatedOf } from "./annotated.js";
import type { RenamedTrials } from "./renamed-trials.js";

/** Leads from the names in annotations to the code. */
export class ParameterDefinitions implements vscode.DefinitionProvider {
  provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.DefinitionLink[] {
    const source = sourceOf(document);
    const annotated = annotatedOf(document);
    const offset = offsetIn(document, position);
    // Where the code names it, its language knows better.
    const found = annotated?.tagAt(offset) == null ? null : definitionAt(annotated, offset);
    if (found === null || source === null) return [];
    const origin = rangeIn(document, found.from);
    const target = placedIn(source, found.to);
    return [
      {
        ...(origin === null ? {} : { originSelectionRange: origin }),
        targetUri: target.document.uri,
        targetRange: target.range,
        targetSelectionRange: target.range,
      },
    ];
  }
}

/** Finds a parameter in annotations and beside them. */
export class ParameterReferences implements vscode.ReferenceProvider {
  provideReferences(document: vscode.TextDocument, position: vscode.Position): vscode.Location[] {
    const source = sourceOf(document);
    if (source === null) return [];
    return (annotatedParameter(document, position)?.uses ?? []).map((use) => {
      const { document: other, range } = placedIn(source, use.range);
      return new vscode.Location(other.uri, range);
    });
  }
}

/**
 * Renames a parameter from its annotations. Where the code's own name has to change with them, the language's own
 * rename does that part; a name in the code itself is left to the language altogether. The trials so far go with it.
 */
export class ParameterRename implements vscode.RenameProvider {
  constructor(private readonly trials: RenamedTrials) {}

  prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { range: vscode.Range; placeholder: string } | undefined {
    const found = annotatedParameter(document, position);
    // Nothing, rather than an error: others are then asked.
    if (found === null || found.at.role === "code") return undefined;
    const range = rangeIn(document, found.at.range);
    return range === null ? undefined : { range, placeholder: found.slot.name };
  }

  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
  ): Promise<vscode.WorkspaceEdit | undefined> {
    const source = sourceOf(document);
    const found = annotatedParameter(document, position);
    if (source === null || found === null || found.at.role === "code") return undefined;
    const plan = planRename(found, newName);
    if (plan.kind === "refusal") throw new Error(worded(plan.message, t));
    const names = { from: found.slot.name, to: newName.trim() };
    if (plan.code === null) {
      this.trials.expect(document, found.study.name, names);
      return workspaceEdit(source, plan.edits);
    }
    const code = placedIn(source, plan.code);
    const edit = await renamedInCode(code.document, code.range.start, newName, found);
    this.trials.expect(document, found.study.name, names);
    for (const { range: stretch, text } of plan.edits) {
      const { document: other, range } = placedIn(source, stretch);
      edit.replace(other.uri, range, text);
    }
    return edit;
  }
}

async function renamedInCode(
  document: vscode.TextDocument,
  place: vscode.Position,
  newName: string,
  { slot }: NamedParameter,
): Promise<vscode.WorkspaceEdit> {
  const edit = await vscode.commands
    .executeCommand<vscode.WorkspaceEdit | undefined>(
      "vscode.executeDocumentRenameProvider",
      document.uri,
      place,
      newName,
    )
    .then(undefined, () => undefined);
  if (edit === undefined || edit.size === 0) {
    throw new Error(
      t(
        "`{0}` is a name of the code, too, and no extension here renames it: rename it in the code by hand, then mend the annotations by their quick fixes.",
        slot.name,
      ),
    );
  }
  return edit;
}

function annotatedParameter(document: vscode.TextDocument, position: vscode.Position): NamedParameter | null {
  const annotated = annotatedOf(document);
  if (annotated === null || annotated.tags.length === 0) return null;
  return parameterAt(annotated, offsetIn(document, position));
}
