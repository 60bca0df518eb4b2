import * as vscode from "vscode";
import { spell } from "../../core/annotations/spelling.js";
import { percent } from "../../core/assist/facts.js";
import { formatNumber } from "../../core/format/number.js";
import { sameLiteral } from "../../core/space/literal.js";
import { rangeIn } from "../documents/places.js";
import { t } from "../l10n/translation.js";
import type { Insights } from "../store/insights.js";
import type { Studies } from "../store/studies.js";
import { shortValue } from "../studies/short.js";
import { annotatedOf } from "./annotated.js";
import { factsIn } from "./facts.js";

/** Values that change while a study runs are drawn anew this often at most (milliseconds). */
const COALESCE = 500;

/** The best value so far behind each tuned line. */
export class InlineValues implements vscode.InlayHintsProvider, vscode.Disposable {
  private readonly changes = new vscode.EventEmitter<void>();
  readonly onDidChangeInlayHints = this.changes.event;
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly studies: Studies,
    private readonly insights: Insights,
  ) {
    const soon = () => {
      this.timer ??= setTimeout(() => {
        this.timer = null;
        this.changes.fire();
      }, COALESCE);
    };
    this.subscriptions = [
      this.changes,
      studies.onDidChange(soon),
      insights.onDidChange(soon),
      vscode.workspace.onDidChangeConfiguration(soon),
    ];
  }

  provideInlayHints(document: vscode.TextDocument, visible: vscode.Range): vscode.InlayHint[] {
    if (!vscode.workspace.getConfiguration("hyperlens", document.uri).get("inlineValues.enabled", true)) return [];
    const annotated = annotatedOf(document);
    if (annotated === null || annotated.tunes.length === 0) return [];
    const facts = factsIn(document, this.studies, (ref) => this.insights.known(ref));
    const texts = new Map<number, { text: string; trial: number; value: number | undefined; share: number | null }[]>();
    for (const { study, slot, tag } of annotated.tunes) {
      if (study === null || slot === null) continue;
      const { best, insight } = facts(study) ?? {};
      const share = insight?.get(slot.name)?.importance ?? null;
      const literal = best?.params.get(slot.name);
      if (best == null || literal === undefined) continue;
      const line = annotated.lineOf(tag) ?? tag.line;
      const kept = slot.literal !== null && sameLiteral(slot.literal, literal);
      const value = kept ? t("as it stands") : shortValue(spell(literal, annotated.language));
      const list = texts.get(line) ?? [];
      texts.set(line, [...list, { text: `${slot.name} ${value}`, trial: best.number, value: best.values[0], share }]);
    }
    return [...texts].flatMap(([line, values]) => {
      const end = rangeIn(document, annotated.source.line(line))?.end;
      if (end === undefined || !visible.contains(end)) return [];
      // On a line with one value its name says nothing new.
      const words =
        values.length === 1
          ? values[0]!.text.slice(values[0]!.text.indexOf(" ") + 1)
          : values.map(({ text }) => text).join(", ");
      const { trial, value, share } = values[0]!;
      const matters = values.length === 1 && share !== null ? ` · ${t("importance {0}", percent(share))}` : "";
      const hint = new vscode.InlayHint(end, `${t("best: {0}", words)}${matters}`);
      hint.paddingLeft = true;
      const source =
        value === undefined ? t("Trial {0}.", trial) : t("Trial {0}, value {1}.", trial, formatNumber(value));
      hint.tooltip = `${source} ${t("Switch off with {0}.", "hyperlens.inlineValues.enabled")}`;
      return [hint];
    });
  }

  dispose(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}
