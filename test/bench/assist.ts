// Prints how long help with annotations takes in a file of 5,000 lines with 300 annotations. Usage: npm run bench -- assist

import { advise } from "../../src/core/assist/advise/advise.js";
import { completeAt } from "../../src/core/assist/complete/complete.js";
import { hoverAt } from "../../src/core/assist/hover.js";
import { parameterAt } from "../../src/core/assist/references.js";
import { tunableAt } from "../../src/core/assist/tunable.js";
import { annotated } from "../core/assist/at.js";
import { TEXT } from "../core/assist/large-file.js";

function print(what: string, work: () => unknown): void {
  const began = performance.now();
  work();
  console.log(`${what}: ${(performance.now() - began).toFixed(1)} ms`);
}

const file = annotated("a.py", TEXT);
const inTag = TEXT.indexOf("if p94 >") + 4;
print("annotations read", () => file.tunes);
print("hover", () => hoverAt(file, inTag, () => null));
print("completion", () => completeAt(file, inTag));
print("definition", () => parameterAt(file, inTag));
print("light-bulb", () => tunableAt(file, TEXT.indexOf("size=4000") + 6));
print("advice", () => advise(file, () => null));
