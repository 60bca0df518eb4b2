import { t } from "../l10n/translation.js";

/** `1 trial`, `12 trials`. */
export function trialsText(count: number): string {
  return count === 1 ? t("1 trial") : t("{0} trials", count.toLocaleString("en"));
}

/** `1 complete trial`, `12 complete trials`. */
export function completeText(count: number): string {
  return count === 1 ? t("1 complete trial") : t("{0} complete trials", count.toLocaleString("en"));
}

/** `300 complete trials`, `12 of 300 complete trials pass the filters`, and how many of them are drawn where not all are. */
export function passingText(count: {
  readonly passing: number;
  readonly complete: number;
  readonly drawn: number;
}): string {
  const [passing, complete, drawn] = [count.passing, count.complete, count.drawn].map((n) => n.toLocaleString("en"));
  const which =
    count.passing === count.complete
      ? completeText(count.passing)
      : count.passing === 1
        ? t("1 of {0} complete trials passes the filters", complete!)
        : t("{0} of {1} complete trials pass the filters", passing!, complete!);
  return count.drawn < count.passing ? t("{0}, of which {1} are drawn, the best among them", which, drawn!) : which;
}
