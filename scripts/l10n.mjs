// npm run l10n: writes the English texts of the editor and the panel into l10n/bundle.l10n.json, from which a translation
// starts, and says what the translations beside it lack and what nothing says any more.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { textsIn } from "./l10n/texts.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "l10n");
const texts = [...new Set(textsIn(root).said.map(({ text }) => text))].sort();
const english = Object.fromEntries(texts.map((text) => [text, text]));
writeFileSync(join(folder, "bundle.l10n.json"), `${JSON.stringify(english, null, 2)}\n`);

let wrong = 0;
for (const name of readdirSync(folder).filter((file) => /^bundle\.l10n\.[\w-]+\.json$/.test(file))) {
  const translated = Object.keys(JSON.parse(readFileSync(join(folder, name), "utf8")));
  const missing = texts.filter((text) => !translated.includes(text));
  const left = translated.filter((text) => !texts.includes(text));
  for (const text of missing) process.stdout.write(`${name} lacks ${JSON.stringify(text)}\n`);
  for (const text of left) process.stdout.write(`${name} has ${JSON.stringify(text)}, which nothing says\n`);
  wrong += missing.length + left.length;
}
process.stdout.write(`${texts.length} texts.\n`);
process.exitCode = wrong === 0 ? 0 : 1;
