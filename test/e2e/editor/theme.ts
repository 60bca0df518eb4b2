import type { Window } from "./window.js";

export interface Theme {
  readonly name: string;
  /** The setting's value. */
  readonly setting: string;
  /** The class of the workbench. */
  readonly workbench: string;
  /** What the editor tells pages about it. */
  readonly kind: string;
}

export const THEMES: readonly Theme[] = [
  { name: "light", setting: "Light Modern", workbench: "vs", kind: "vscode-light" },
  {
    name: "high-contrast",
    setting: "Default High Contrast",
    workbench: "hc-black",
    kind: "vscode-high-contrast",
  },
  {
    name: "high-contrast-light",
    setting: "Default High Contrast Light",
    workbench: "hc-light",
    kind: "vscode-high-contrast-light",
  },
  // Themes are the server's: the last one stays for the files that follow, and is the one that they begin with.
  { name: "dark", setting: "Dark Modern", workbench: "vs-dark", kind: "vscode-dark" },
];

/** Picker labels of the themes whose setting is called differently. */
const LABELS: Readonly<Record<string, string>> = {
  "Default High Contrast": "Dark High Contrast",
  "Default High Contrast Light": "Light High Contrast",
};

/** Chooses a theme as a person does. */
export async function setTheme(window: Window, theme: Theme): Promise<void> {
  const label = LABELS[theme.setting] ?? theme.setting;
  await window.palette.run("Preferences: Color Theme");
  await window.page.getByPlaceholder(/Color Theme/).waitFor();
  await window.palette.input.fill(label);
  await window.palette.choose(label);
  await window.page.locator(`.monaco-workbench.${theme.workbench}`).waitFor();
}
