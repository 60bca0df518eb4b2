import { describe, expect, it } from "vitest";
import { sourceLinks } from "../../../webview/model/source-links.js";

const found = (text: string): string[] =>
  sourceLinks(text).map(({ start, end, file, line }) => `${file} ${line} <${text.slice(start, end)}>`);

describe("places in source files", () => {
  it("are found in tracebacks of Python, with blanks in their paths", () => {
    expect(found('  File "/home/me/my code/train.py", line 12, in <module>')).toEqual([
      '/home/me/my code/train.py 12 <File "/home/me/my code/train.py", line 12>',
    ]);
    expect(found('  File "<string>", line 1')).toEqual([]);
  });

  it("are found in stacks of JavaScript", () => {
    expect(found("    at run (/home/me/my code/x.js:3:7)")).toEqual([
      "/home/me/my code/x.js 3 </home/me/my code/x.js:3:7>",
    ]);
    expect(found("    at file:///home/x.mjs:3:7")).toEqual(["file:///home/x.mjs 3 <file:///home/x.mjs:3>"]);
    expect(found("    at node:internal/modules/run_main:127:12")).toEqual([]);
  });

  it("are found where compilers and linters name them, on every system", () => {
    expect(found("src/a.cpp:12:5: error: expected ';'")).toEqual(["src/a.cpp 12 <src/a.cpp:12>"]);
    expect(found("C:\\work\\a.py:3: warning")).toEqual(["C:\\work\\a.py 3 <C:\\work\\a.py:3>"]);
    expect(found("Error in model.R:8 and lib/x.jl:9")).toEqual(["model.R 8 <model.R:8>", "lib/x.jl 9 <lib/x.jl:9>"]);
  });

  it("are none where a time, a number, an address or a port stands", () => {
    for (const text of ["12:30:05 done", "loss: 0.5", "http://localhost.com:8080/x", "0.25:3", "a.b", "10.0.0.1:80"]) {
      expect(found(text)).toEqual([]);
    }
  });

  it("take no time on long lines without an end", () => {
    const began = performance.now();
    sourceLinks(`${"a.".repeat(2_000)}(${"b ".repeat(2_000)}`);
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});
