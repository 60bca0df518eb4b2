import fc from "fast-check";
import { expect, it } from "vitest";
import { NameRewriter } from "../../../src/driver/processes/name-rewriter.js";

it("writes the one name for the other, however the output is cut", () => {
  const text = 'File "aa__h_1.py", a a__h_ a__h_1.py aa__h_1.p';
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (cuts) => {
      const rewriter = new NameRewriter("a__h_1.py", "b.py");
      const at = [0, ...[...cuts].sort((a, b) => a - b), text.length];
      const parts = at.slice(1).map((end, i) => rewriter.push(Buffer.from(text.slice(at[i], end))).toString());
      expect(parts.join("") + rewriter.end().toString()).toBe(text.replaceAll("a__h_1.py", "b.py"));
    }),
  );
});
