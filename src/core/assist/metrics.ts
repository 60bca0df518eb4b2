import type { Direction } from "../study/trial.js";

const PRINTS = /\b(?:print|console\.log|echo|cat|message|println|printf|(?:logger|logging)\.\w+)\b[^\n]*/g;
const PRINTED_NAME = /(?<![\w.])([A-Za-z_][\w./-]*)["']?\s*[=:]/g;
/** Keywords of Python's print. */
const NO_METRICS = new Set(["end", "sep", "flush", "file"]);
const RETURNED = /\b(?:return|yield)\b\s*\{([^}]*)\}/g;
const LIKELY =
  /^(?:val_|test_|train_|valid_|cv_|mean_)?(?:loss|error|err|mse|rmse|mae|mape|rmsle|logloss|log_loss|nll|perplexity|ppl|wer|cer|brier|deviance|latency|duration|seconds|regret|cost|accuracy|acc|score|auc|roc_auc|f1|f1_score|r2|r2_score|precision|recall|map|ndcg|bleu|rouge|iou|miou|dice|reward|return|kappa|mcc|silhouette)$/i;
const SMALL =
  /(?:^|_)(?:loss|error|err|mse|rmse|mae|mape|rmsle|logloss|nll|perplexity|ppl|wer|cer|brier|deviance|latency|duration|seconds|regret|cost|time)(?:$|_)/i;
const LARGE =
  /(?:^|_)(?:accuracy|acc|score|scores|auc|f1|r2|precision|recall|map|ndcg|bleu|rouge|iou|miou|dice|reward|kappa|mcc|silhouette)(?:$|_)/i;

/** Names of metrics that a stretch of code seems to report: keys that it returns, what it prints, telling names. */
export function metricsIn(code: string): readonly string[] {
  const names = new Set([...returnedKeys(code), ...printedNames(code)]);
  for (const [word] of code.matchAll(/\b[A-Za-z_]\w*\b/g)) if (LIKELY.test(word)) names.add(word);
  return [...names];
}

/** Keys of the mappings that code returns or yields. */
function returnedKeys(code: string): string[] {
  return [...code.matchAll(RETURNED)].flatMap(([, body = ""]) =>
    [...body.matchAll(/(?:^|,)\s*(?:["']([A-Za-z_][\w./-]*)["']|([A-Za-z_]\w*))\s*(?::|,|$)/g)].map(
      ([, quoted, bare]) => (quoted ?? bare)!,
    ),
  );
}

/** Names before a colon or an equals sign in what code prints. */
function printedNames(code: string): string[] {
  return [...code.matchAll(PRINTS)].flatMap(([text]) =>
    // What stands in braces is put into the text and is no part of it.
    [...text.replace(/\{[^{}]*\}/g, "{}").matchAll(PRINTED_NAME)]
      .map(([, name]) => name!)
      .filter((name) => !NO_METRICS.has(name)),
  );
}

/** The direction that a metric of this name has by custom; null where the name says nothing. */
export function usualDirection(metric: string): Direction | null {
  if (SMALL.test(metric)) return /neg(?:ative)?_/.test(metric) ? "maximize" : "minimize";
  return LARGE.test(metric) ? "maximize" : null;
}

/**
 * The direction and metric that the code of an objective suggests, from what it returns at its end and prints. The
 * metric is null where only a plain number comes back.
 */
export function suggestedGoal(
  code: string,
  printed: boolean,
): { readonly direction: Direction; readonly metric: string | null } {
  if (printed) {
    const names = printedNames(code);
    const metric = names.find((name) => usualDirection(name) !== null) ?? names[0] ?? null;
    return { direction: (metric === null ? null : usualDirection(metric)) ?? "minimize", metric };
  }
  const last = [...code.matchAll(/\b(?:return|yield)\b[^\n]*/g)].at(-1)?.[0] ?? "";
  const keys = returnedKeys(code);
  const metric = keys.find((name) => usualDirection(name) !== null) ?? keys[0] ?? null;
  if (metric !== null) return { direction: usualDirection(metric) ?? "minimize", metric };
  const words = [...last.matchAll(/[A-Za-z_]\w*/g)].map(([word]) => usualDirection(word));
  return { direction: words.find((direction) => direction !== null) ?? "minimize", metric: null };
}
