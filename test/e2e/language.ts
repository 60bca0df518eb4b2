import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Sets the display language of a profile, as a language pack and the command "Configure Display Language" would: an
 * extension, the server's list of packs, and the choice. The pack translates nothing of VS Code itself, whose own words
 * tests look for; extensions speak its language all the same.
 */
export async function setLanguage(profile: string, language: string): Promise<void> {
  const id = `hyperlens-tests.language-pack-${language}`;
  const folder = join(profile, "extensions", `${id}-1.0.0`);
  const translations = join(folder, "main.i18n.json");
  await mkdir(folder, { recursive: true });
  await writeFile(translations, JSON.stringify({ version: "1.0.0", contents: {} }));
  const manifest = {
    ...{ name: `language-pack-${language}`, publisher: "hyperlens-tests", version: "1.0.0", engines: { vscode: "*" } },
    contributes: {
      localizations: [{ languageId: language, translations: [{ id: "vscode", path: "./main.i18n.json" }] }],
    },
  };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  const pack = {
    hash: id,
    extensions: [{ extensionIdentifier: { id }, version: "1.0.0" }],
    translations: { vscode: translations },
    label: language,
  };
  await writeFile(join(profile, "languagepacks.json"), JSON.stringify({ [language]: pack }));
  await mkdir(join(profile, "User"), { recursive: true });
  await writeFile(join(profile, "User", "argv.json"), JSON.stringify({ locale: language }));
}
