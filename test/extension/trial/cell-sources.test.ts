import { describe, expect, it } from "vitest";
import { toCells, toFiles } from "../../../src/extension/trial/cell-sources.js";

const CELLS = [
  { uri: "vscode-notebook-cell:/p/a.ipynb#W1sZmlsZQ%3D%3D", file: "/p/.hyperlens/s/alone/2/cell 2.py" },
  { uri: "vscode-notebook-cell:/p/a.ipynb#W2sZmlsZQ%3D%3D", file: "/p/.hyperlens/s/alone/2/cell 3.py" },
].map((cell, at) => ({ ...cell, name: `a.ipynb, cell ${at + 2}` }));
const [FIRST, SECOND] = CELLS as [(typeof CELLS)[0], (typeof CELLS)[0]];

function told(message: unknown): unknown {
  const copy = structuredClone(message);
  toFiles(copy, CELLS);
  return copy;
}

function heard(message: unknown): unknown {
  const copy = structuredClone(message);
  toCells(copy, CELLS);
  return copy;
}

describe("what an editor says to a debugger of cells", () => {
  it("names the file of a cell that has breakpoints, and leaves everything else as it is", () => {
    const request = (path: string) => ({
      seq: 3,
      command: "setBreakpoints",
      arguments: { source: { name: "a.ipynb", path }, breakpoints: [{ line: 5, condition: "x > 1" }], lines: [5] },
    });
    expect(told(request(SECOND.uri))).toEqual(request(SECOND.file));
    expect(told(request("/p/other.py"))).toEqual(request("/p/other.py"));
    expect(told(request("vscode-notebook-cell:/p/b.ipynb#W2sZmlsZQ%3D%3D"))).toEqual(
      request("vscode-notebook-cell:/p/b.ipynb#W2sZmlsZQ%3D%3D"),
    );
  });

  it("finds the cell of a window on another machine, too", () => {
    const message = { arguments: { source: { path: FIRST.uri.replace(":", "://ssh-remote%2Bhost") } } };
    expect(told(message)).toEqual({ arguments: { source: { path: FIRST.file } } });
  });
});

describe("what an editor hears from a debugger of cells", () => {
  it("names the cell of each frame, whose text the debugger is not asked for", () => {
    const frame = (source: object) => ({ id: 1, line: 5, source });
    const other = frame({ path: "/p/helper.py", sourceReference: 0 });
    const stack = (first: object) => ({ command: "stackTrace", body: { stackFrames: [first, other] } });
    expect(heard(stack(frame({ path: SECOND.file, sourceReference: 7 })))).toEqual(
      stack(frame({ path: SECOND.uri, name: "a.ipynb, cell 3" })),
    );
  });

  it("names it for breakpoints, in answers and in events, and in lists of sources", () => {
    const named = { path: FIRST.uri, name: "a.ipynb, cell 2" };
    const breakpoint = (source: object) => ({ verified: true, line: 3, source });
    const answer = (source: object) => ({ body: { breakpoints: [breakpoint(source)] } });
    const event = (source: object) => ({ event: "breakpoint", body: { breakpoint: breakpoint(source) } });
    const loaded = (source: object) => ({ body: { sources: [source, { path: "/p/b.py" }] } });
    for (const message of [answer, event, loaded]) {
      expect(heard(message({ path: FIRST.file }))).toEqual(message(named));
    }
  });

  it("tells the cell in a traceback and in what the debugger prints", () => {
    const message = (name: string) => ({
      body: { output: `at ${name}`, details: { stackTrace: `  File "${name}", line 3, in f\n` } },
    });
    expect(heard(message(FIRST.file))).toEqual(message(FIRST.name));
  });

  it("keeps values as they are, whatever they hold", () => {
    const message = { command: "evaluate", body: { result: `'${FIRST.file}'`, source: null } };
    expect(heard(message)).toEqual(message);
  });
});
