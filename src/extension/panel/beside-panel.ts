import * as vscode from "vscode";
import { PANEL_TYPE } from "./results-panels.js";

/**
 * Where something opens that was asked for: beside a results panel in view rather than over it, else where one works. Which
 * group has the focus does not count: the window tells of a click in a page only after the page has asked.
 */
export function besidePanel(): { readonly viewColumn?: vscode.ViewColumn } {
  const groups = vscode.window.tabGroups.all;
  const others = groups.filter(({ activeTab }) => !isPanel(activeTab));
  if (others.length === groups.length) return {};
  const active = vscode.window.activeTextEditor?.viewColumn;
  const within = others.find(({ viewColumn }) => viewColumn === active) ?? others[0];
  return { viewColumn: within?.viewColumn ?? vscode.ViewColumn.Beside };
}

function isPanel(tab: vscode.Tab | undefined): boolean {
  // The window puts a prefix before the type of a page.
  return tab?.input instanceof vscode.TabInputWebview && tab.input.viewType.endsWith(PANEL_TYPE);
}
