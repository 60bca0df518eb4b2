import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { type Words, wordsFor } from "../../core/l10n/translation.js";

/**
 * The words of the window's language for what the page of the results says, by the list that is built with it; null in
 * English. What only the editor says stays out of the page.
 *
 * @param dist The folder of what is built.
 */
export function pageWords(dist: string): Words | null {
  const words = vscode.l10n.bundle;
  if (words === undefined) return null;
  return wordsFor(JSON.parse(readFileSync(join(dist, "panel-texts.json"), "utf8")) as readonly string[], words);
}
