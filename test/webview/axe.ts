import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type axe from "axe-core";
import type { TestPanel } from "./harness.js";

declare global {
  interface Window {
    axe: typeof axe;
  }
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * What is wrong by axe's rules: rule, place, and why.
 *
 * @param within A selector of the part that is looked at; null for all of the page.
 */
export async function wrongByAxe({ page }: TestPanel, within: string | null): Promise<readonly string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const { violations } = await page.evaluate(
    (part) => window.axe.run(part ?? document, { resultTypes: ["violations"] }),
    within,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")} — ${failureSummary?.replace(/\s+/g, " ")}`),
  );
}
