// Has one file read as another one stands, under its own name: a program with the values of a trial in it, in which
// breakpoints, relative imports and traces are those of the original. Also to be imported before a program, told by the
// environment: HYPERLENS_SUBSTITUTE is JSON of { file, copy }.

import { readFileSync } from "node:fs";
import * as modules from "node:module";
import { pathToFileURL } from "node:url";

/** Loads `copy` wherever `file` is asked for. */
export function substitute(file, copy) {
  const url = pathToFileURL(file).href;
  const source = readFileSync(copy, "utf8");
  if (modules.registerHooks) modules.registerHooks({ load: loader(url, source) });
  else modules.register(import.meta.url, { data: { url, source } });
}

function loader(url, source) {
  const put = (result) => ({ ...result, source });
  return (asked, context, next) => {
    const result = next(asked, context);
    if (asked.split("?")[0] !== url) return result;
    return typeof result?.then === "function" ? result.then(put) : put(result);
  };
}

let loading = null;

/** Called by an older Node in the thread of its hooks. */
export function initialize({ url, source }) {
  loading = loader(url, source);
}

export function load(asked, context, next) {
  return loading === null ? next(asked, context) : loading(asked, context, next);
}

const told = process.env.HYPERLENS_SUBSTITUTE;
if (told !== undefined) {
  delete process.env.HYPERLENS_SUBSTITUTE;
  const { file, copy } = JSON.parse(told);
  substitute(file, copy);
}
