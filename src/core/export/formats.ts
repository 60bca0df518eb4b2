import type { Translate } from "../l10n/translation.js";

/** In what form a study can be written down: what the person reads, the file's ending, and its kind. */
export const EXPORT_FORMATS = {
  csv: { title: (t: Translate) => t("Trials as CSV"), what: "trials", ending: "csv", mime: "text/csv" },
  json: { title: (t: Translate) => t("Trials as JSON"), what: "trials", ending: "json", mime: "application/json" },
  html: { title: (t: Translate) => t("Report as a web page"), what: "report", ending: "html", mime: "text/html" },
  markdown: { title: (t: Translate) => t("Summary as Markdown"), what: "report", ending: "md", mime: "text/markdown" },
  "best-python": {
    title: (t: Translate) => t("Best parameters as Python"),
    what: "best",
    ending: "py",
    mime: "text/x-python",
  },
  "best-json": {
    title: (t: Translate) => t("Best parameters as JSON"),
    what: "best",
    ending: "json",
    mime: "application/json",
  },
  "best-yaml": {
    title: (t: Translate) => t("Best parameters as YAML"),
    what: "best",
    ending: "yaml",
    mime: "application/yaml",
  },
} as const;

export type ExportFormat = keyof typeof EXPORT_FORMATS;

export const EXPORT_NAMES = Object.keys(EXPORT_FORMATS) as readonly ExportFormat[];

export function isExportFormat(name: unknown): name is ExportFormat {
  return typeof name === "string" && Object.hasOwn(EXPORT_FORMATS, name);
}

/** A file name for an export of a study: letters that some file system refuses become dashes. */
export function exportFileName(study: string, format: ExportFormat): string {
  const { what, ending } = EXPORT_FORMATS[format];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no file system wants them in a name.
  const safe = study.replace(/[\\/:*?"<>|\u0000-\u001f]+/g, "-").replace(/^[.\s]+|[.\s]+$/g, "");
  return `${safe || "study"}-${what}.${ending}`;
}
