import { escaped } from "../export/escape.js";
import type { Words } from "../l10n/translation.js";

/** Where the page's parts come from, as the window that shows it wants them addressed. */
export interface PanelPage {
  /** Addresses of `panel.js` and `panel.css`. */
  readonly script: string;
  readonly style: string;
  /** Address of `analysis.js`, which the page fetches and runs in a worker. */
  readonly analysis: string;
  /** What the window calls our own files in a content security policy (`webview.cspSource`). */
  readonly cspSource: string;
  /** A fresh word of letters and digits for every page. */
  readonly nonce: string;
  readonly title: string;
  /** The window's language, as in `lang`. */
  readonly language: string;
  /** The words of that language for what the page says; null for English. */
  readonly words: Words | null;
}

/**
 * The document of the results panel: nothing but the script, under a policy that starts from none. The toolkit writes
 * style elements of its own and reads their nonce from the property `csp-nonce`.
 */
export function panelPage(page: PanelPage): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${page.nonce}'`,
    `style-src ${page.cspSource} 'nonce-${page.nonce}'`,
    `img-src ${page.cspSource} data:`,
    `font-src ${page.cspSource}`,
    // The page reads one more of our files, and runs it as a worker, which a window allows from blobs only.
    `connect-src ${page.cspSource}`,
    "worker-src blob:",
  ].join("; ");
  // Where there are no words the page is English, whatever the window's language.
  const [language, words] = page.words === null ? ["en", {}] : [page.language, page.words];
  return `<!DOCTYPE html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="analysis" content="${escaped(page.analysis)}">
<meta name="words" content="${escaped(JSON.stringify(words))}">
<meta property="csp-nonce" content="${escaped(page.nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)}</title>
<link rel="stylesheet" href="${escaped(page.style)}">
</head>
<body>
<script nonce="${escaped(page.nonce)}" src="${escaped(page.script)}"></script>
</body>
</html>
`;
}
