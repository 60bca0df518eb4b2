import * as vscode from "vscode";
import { definitionAt, type NamedParameter, parameterAt, planRename } from "../../core/assist/references.js";
import { rangeOf } from "../documents/diagnostics.js";
import { t } from "../l10n/translation.js";
import { annotatedOf } from "./annotated.js";
import { workspaceEdit } from "./edit.js";

/** Leads from the names in annotations to the code. */
export class ParameterDefinitions implements vscode.DefinitionProvider {
  provideDefinition(document: vscode.TextDocument, position: vscode.Position): vscode.DefinitionLink[] {
    const annotated = annotatedOf(document);
    const offset = document.offsetAt(position);
    // Where the code names it, its language knows better.
    const found = annotated?.tagAt(offset) == null ? null : definitionAt(annotated, offset);
    if (found === null) return [];
    const target = rangeOf(document, found.to);
    return [
      {
        originSelectionRange: rangeOf(document, found.from),
        targetUri: document.uri,
        targetRange: target,
        targetSelectionRange: target,
      },
    ];
  }
}

/** Finds a parameter in annotations and beside them. */
export class ParameterReferences implements vscode.ReferenceProvider {
  provideReferences(document: vscode.TextDocument, position: vscode.Position): vscode.Location[] {
    const uses = annotatedParameter(document, position)?.uses ?? [];
    return uses.map(({ range }) => new vscode.Location(document.uri, rangeOf(document, range)));
  }
}

/**
 * Renames a parameter from its annotations. Where the code's own name has to change with them, the language's own
 * rename does that part; a name in the code itself is left to the language altogether.
 */
export class ParameterRename implements vscode.RenameProvider {
  prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): { range: vscode.Range; placeholder: string } | undefined {
    const found = annotatedParameter(document, position);
    // Nothing, rather than an error: others are then asked.
    if (found === null || found.at.role === "code") return undefined;
    return { range: rangeOf(document, found.at.range), placeholder: found.slot.name };
  }

  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
  ): Promise<vscode.WorkspaceEdit | undefined> {
    const found = annotatedParameter(document, position);
    if (found === null || found.at.role === "code") return undefined;
    const plan = planRename(found, newName, t);
    if (plan.kind === "refusal") throw new Error(plan.message);
    if (plan.code === null) return workspaceEdit(document, plan.edits);
    const edit = await renamedInCode(document, rangeOf(document, plan.code).start, newName, found);
    for (const { range, text } of plan.edits) edit.replace(document.uri, rangeOf(document, range), text);
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
  return parameterAt(annotated, document.offsetAt(position));
}
