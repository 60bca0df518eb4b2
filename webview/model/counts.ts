import { t } from "../l10n/translation.js";

/** `1 trial`, `12 trials`. */
export function trialsText(count: number): string {
  return count === 1 ? t("1 trial") : t("{0} trials", count.toLocaleString("en"));
}

/** `1 complete trial`, `12 complete trials`. */
export function completeText(count: number): string {
  return count === 1 ? t("1 complete trial") : t("{0} complete trials", count);
}
