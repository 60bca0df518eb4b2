const SPACE = /[ \t\r\n]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * The offset at which a text stops being JSON (RFC 8259): that of the first token which cannot stand there, or the end
 * of the text where it breaks off; null where nothing is wrong. Engines tell it in words that differ, or not at all.
 */
export function jsonMistake(text: string): number | null {
  /** What closes the lists and objects that are open. */
  const open: ("]" | "}")[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? null;
    at += found?.length ?? 0;
    return found;
  };
  const next = (): string => {
    take(SPACE);
    return text[at] ?? "";
  };
  /** Goes past a text in quotes, one character after the other: pictures are texts of megabytes. */
  const quoted = (): boolean => {
    for (let end = at + 1; end < text.length; end++) {
      const code = text.charCodeAt(end);
      if (code < 32) return false;
      if (code === 34) {
        at = end + 1;
        return true;
      }
      if (code !== 92) continue;
      ESCAPE.lastIndex = end;
      const escaped = ESCAPE.exec(text);
      if (escaped === null) return false;
      end += escaped[0].length - 1;
    }
    return false;
  };
  const key = (): boolean => {
    if (next() !== '"' || !quoted() || next() !== ":") return false;
    at++;
    return true;
  };
  for (;;) {
    // A value.
    const begins = next();
    if (begins === "[" || begins === "{") {
      const close = begins === "[" ? "]" : "}";
      at++;
      if (next() !== close) {
        open.push(close);
        if (close === "}" && !key()) return at;
        continue;
      }
      at++;
    } else if (begins === '"' ? !quoted() : take(SCALAR) === null) return at;
    // What follows a value.
    for (;;) {
      const follows = next();
      const close = open.at(-1);
      if (close === undefined) return at < text.length ? at : null;
      if (follows === close) {
        open.pop();
        at++;
      } else if (follows === ",") {
        at++;
        if (close === "}" && !key()) return at;
        break;
      } else return at;
    }
  }
}
