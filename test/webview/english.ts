import type { Locator } from "playwright-core";

type Words = Readonly<Record<string, string>>;

/** Every text of a page, given its body: what stands in it, and what its elements tell to pointers and screen readers. */
export async function spokenIn(body: Locator): Promise<readonly string[]> {
  return body.evaluate((root) => {
    const texts = new Set<string>();
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        for (const name of ["aria-label", "title", "placeholder"]) texts.add(node.getAttribute(name) ?? "");
      } else if (node.parentElement?.closest("script, style") === null) texts.add(node.textContent?.trim() ?? "");
    }
    texts.delete("");
    return [...texts];
  });
}

/** Those of some texts that are still English: a text that the translation has other words for, whatever stands in it. */
export function englishAmong(texts: readonly string[], words: Words): readonly string[] {
  const known = new Set(Object.values(words));
  const patterns = Object.entries(words)
    .filter(([text, translated]) => text !== translated && /[A-Za-z]{3}/.test(text.replace(/\{\d+\}/g, "")))
    .map(
      ([text]) =>
        new RegExp(
          `^${text
            .split(/\{\d+\}/)
            .map(literal)
            .join(".+")}$`,
        ),
    );
  return texts.filter((text) => !known.has(text) && patterns.some((pattern) => pattern.test(text)));
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
