import { languageOf } from "../../../src/core/annotations/languages.js";
import { AnnotatedText } from "../../../src/core/assist/annotated-text.js";

/** A text as the file `path`, taken apart. */
export function annotated(path: string, text: string): AnnotatedText {
  const language = languageOf(path);
  if (language === null) throw new Error(`No language has ${path}`);
  return new AnnotatedText(text, language, path.slice(0, path.lastIndexOf(".")));
}

/** A text with a caret `‸` in it, as the file `path`. */
export function atCaret(path: string, marked: string): { readonly annotated: AnnotatedText; readonly offset: number } {
  const offset = marked.indexOf("‸");
  if (offset < 0) throw new Error("The text has no caret.");
  return { annotated: annotated(path, marked.replace("‸", "")), offset };
}
