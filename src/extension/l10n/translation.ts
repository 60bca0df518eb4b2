import { translation } from "../../core/l10n/translation.js";

/**
 * What the editor and its worker thread say, in the window's language. The words are given as each of them starts, from
 * `vscode.l10n`, which neither the thread nor a test has; so a text is made inside a function, never as a module loads.
 */
export const { t, use: translateWith } = translation();
