import { t } from "../l10n/translation.js";

/** Which line of a journal is wrong; what is wrong with it is English, as on the command line. */
export function unreadableLine({ line, message }: { readonly line: number; readonly message: string }): string {
  return t("Line {0} of the journal cannot be read: {1}", line, message);
}
