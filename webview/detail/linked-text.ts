import { t } from "../l10n/translation.js";
import { sourceLinks } from "../model/source-links.js";
import { element } from "../ui/element.js";

/** A line of text in which the places of source files that it names can be pressed. */
export function linkedText(text: string, open: (file: string, line: number) => void): readonly (Node | string)[] {
  const parts: (Node | string)[] = [];
  let at = 0;
  for (const { start, end, file, line } of sourceLinks(text)) {
    if (start > at) parts.push(text.slice(at, start));
    const link = element("button", {
      class: "source-link",
      text: text.slice(start, end),
      attributes: { type: "button", title: t("Open {0} at line {1}", file, line) },
    });
    link.addEventListener("click", () => open(file, line));
    parts.push(link);
    at = end;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}
