import type { Phrase } from "../l10n/phrase.js";
import type { Diagnostic, Fix, TextEdit, TextRange } from "./study.js";

/** Collects the mistakes of one annotation. */
export class Report {
  private readonly found: Diagnostic[] = [];

  get diagnostics(): readonly Diagnostic[] {
    return this.found;
  }

  get hasError(): boolean {
    return this.found.some(({ severity }) => severity === "error");
  }

  error(range: TextRange, code: string, message: Phrase, fixes: readonly Fix[] = []): void {
    this.found.push({ range, severity: "error", code, message, fixes });
  }

  warning(range: TextRange, code: string, message: Phrase, fixes: readonly Fix[] = []): void {
    this.found.push({ range, severity: "warning", code, message, fixes });
  }

  hint(range: TextRange, code: string, message: Phrase, fixes: readonly Fix[] = []): void {
    this.found.push({ range, severity: "hint", code, message, fixes });
  }
}

/** A fix of one replacement. */
export function replacement(title: Phrase, range: TextRange, text: string): Fix {
  return edits(title, [{ range, text }]);
}

export function edits(title: Phrase, list: readonly TextEdit[]): Fix {
  return { title, edits: list };
}
