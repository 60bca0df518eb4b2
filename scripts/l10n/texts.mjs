// Finds what the sources say to people: the texts that they give to `t` and `phrase`, and those that they keep from them.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vitest/node";

/**
 * @typedef {{ readonly type: string, readonly start: number, readonly end: number, readonly [part: string]: unknown }} Node
 *
 * @typedef {object} Said A text that is given to `t`, or to `phrase`, which keeps it for whoever shows it.
 * @property {string} text
 * @property {string} place `file:line`
 * @property {number | null} values How many values follow it; null where that depends.
 * @property {boolean} early Whether it is put into words as its module loads.
 *
 * @typedef {object} Unsaid
 * @property {string} text A literal; the values of a template are placeholders in it.
 * @property {string} place `file:line`
 *
 * @typedef {object} Texts
 * @property {Said[]} said
 * @property {Unsaid[]} unsaid Literals that are given to neither and do not go into the log.
 * @property {string[]} unreadable Places where one of them is given something that is no literal.
 */

/** The folders that say something in the window's language; of core and driver only what is given to one of them. */
export const FOLDERS = ["src/core", "src/driver", "src/extension", "webview"];

/**
 * @param {string} root
 * @param {readonly string[]} folders
 * @returns {Texts}
 */
export function textsIn(root, folders = FOLDERS) {
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .sort()
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`),
  );
  return textsOfFiles(root, files);
}

/**
 * What a bundle can say: the texts of our files that went into it, each once.
 *
 * @param {string} root
 * @param {import("esbuild").Metafile} metafile
 */
export function textsInBundle(root, { inputs }) {
  const files = Object.keys(inputs).filter((file) => file.endsWith(".ts") && !file.includes("node_modules"));
  return [...new Set(textsOfFiles(root, files).said.map(({ text }) => text))].sort();
}

/**
 * @param {string} root
 * @param {readonly string[]} files From the root on.
 * @returns {Texts}
 */
function textsOfFiles(root, files) {
  const all = files.map((file) => textsOf(readFileSync(join(root, file), "utf8"), file));
  return {
    said: all.flatMap(({ said }) => said),
    unsaid: all.flatMap(({ unsaid }) => unsaid),
    unreadable: all.flatMap(({ unreadable }) => unreadable),
  };
}

/**
 * @param {string} source TypeScript.
 * @param {string} file Its name in places.
 * @returns {Texts}
 */
export function textsOf(source, file) {
  /** @type {Texts} */
  const texts = { said: [], unsaid: [], unreadable: [] };
  /** @param {Node} node */
  const placeOf = ({ start }) => `${file}:${source.slice(0, start).split("\n").length}`;
  /** @param {Node} node */
  const codeOf = ({ start, end }) => source.slice(start, end);

  /**
   * @param {unknown} part
   * @param {boolean} early
   */
  function visit(part, early) {
    if (Array.isArray(part)) for (const one of part) visit(one, early);
    if (!isNode(part) || part.type.startsWith("Import") || part.type.startsWith("TS")) {
      // An assertion and a `satisfies` hold an expression; a type holds nothing that is said.
      if (isNode(part) && isNode(part.expression)) visit(part.expression, early);
      return;
    }
    const text = literalText(part);
    if (part.type === "CallExpression" && isNode(part.callee)) {
      const callee = codeOf(part.callee);
      const [first, ...values] = /** @type {Node[]} */ (part.arguments);
      if (callee === "t" || callee === "phrase") {
        const given = first === undefined ? null : literalText(first);
        if (given === null || first?.type !== "Literal") texts.unreadable.push(placeOf(part));
        else {
          const spread = values.some(({ type }) => type === "SpreadElement");
          texts.said.push({
            text: given,
            place: placeOf(part),
            values: spread ? null : values.length,
            early: early && callee === "t",
          });
        }
        visit(values, early);
        return;
      }
      if (/^log\(\)\.\w+$/.test(callee)) return;
    }
    if (text !== null) texts.unsaid.push({ text, place: placeOf(part) });
    const inner = early && !/Function/.test(part.type) && part.type !== "ClassBody";
    for (const [name, below] of Object.entries(part)) if (name !== "type") visit(below, inner);
  }

  visit(parseAst(source, { lang: "ts" }).body, true);
  return texts;
}

/**
 * @param {unknown} part
 * @returns {part is Node}
 */
function isNode(part) {
  return typeof part === "object" && part !== null && "type" in part && "start" in part;
}

/**
 * What a literal says, or null where a node is none.
 *
 * @param {Node} node
 */
function literalText(node) {
  if (node.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node.type !== "TemplateLiteral") return null;
  const pieces = /** @type {{ value: { cooked: string } }[]} */ (node.quasis);
  return pieces.map(({ value }, i) => (i === 0 ? value.cooked : `{${i - 1}}${value.cooked}`)).join("");
}
