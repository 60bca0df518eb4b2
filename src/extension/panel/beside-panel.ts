import * as vscode from "vscode";
import { PANEL_TYPE } from "./results-panels.js";

/** Where something opens that was asked for: beside a results panel rather than over it, else where one works. */
export function besidePanel(): { readonly viewColumn?: vscode.ViewColumn } {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
  // The window puts a prefix before the type of a page.
  if (!(tab?.input instanceof vscode.TabInputWebview) || !tab.input.viewType.endsWith(PANEL_TYPE)) return {};
  const { visibleTextEditors, visibleNotebookEditors } = vscode.window;
  const editor = [...visibleTextEditors, ...visibleNotebookEditors].find(({ viewColumn }) => viewColumn !== undefined);
  return { viewColumn: editor?.viewColumn ?? vscode.ViewColumn.Beside };
}
