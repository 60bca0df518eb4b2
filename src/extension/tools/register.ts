import * as vscode from "vscode";
import type { Parts } from "../parts.js";
import { type Tool, tools } from "./handlers.js";
import { readInput } from "./input.js";
import { TOOLS, type ToolName } from "./specs.js";

/** Offers studies to language models, where the editor has such a thing. */
export function registerTools(parts: Parts): vscode.Disposable[] {
  // Editors made of an older or another VS Code have no such namespace.
  const { lm } = vscode as { readonly lm?: Partial<typeof vscode.lm> };
  if (lm?.registerTool === undefined) return [];
  const { registerTool } = lm;
  const known = tools(parts);
  return (Object.keys(TOOLS) as ToolName[]).map((name) => registerTool(name, toolOf(name, known[name])));
}

function toolOf<Name extends ToolName>(name: Name, tool: Tool<Name>): vscode.LanguageModelTool<unknown> {
  return {
    prepareInvocation: ({ input }) => tool.prepare(readInput(name, input)),
    async invoke({ input }, token) {
      const answer = await tool.invoke(readInput(name, input), token);
      return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(answer))]);
    },
  };
}
