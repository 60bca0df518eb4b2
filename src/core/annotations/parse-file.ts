import { languageOf } from "./languages.js";
import { parseSource } from "./parse.js";
import type { ParsedFile } from "./study.js";

const NOTHING: ParsedFile = { studies: [], diagnostics: [] };

/**
 * What the annotations of a file say, by its path (with either slash): the language follows from the name, and the
 * file's study is called like it unless it says otherwise. A file in no known language says nothing.
 */
export function parseFile(path: string, text: string): ParsedFile {
  const language = languageOf(path);
  if (language === null) return NOTHING;
  const name = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return parseSource(text, language, name.replace(/(?<=.)\.[^.]*$/, ""));
}
