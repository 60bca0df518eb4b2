import { describe, expect, it } from "vitest";
import {
  DEFAULT_VIEW,
  type HostMessage,
  type PanelMessage,
  type PanelView,
  parseHostMessage,
  parsePanelMessage,
  parsePanelState,
} from "../../../src/core/protocol/panel.js";
import { panelPage } from "../../../src/core/protocol/panel-page.js";

const status = { running: true, annotated: false, note: "elsewhere" };

describe("messages to the panel", () => {
  it("are read as they were sent", () => {
    const messages: HostMessage[] = [
      { type: "open", version: 1, journal: "/a.log", study: "a", status },
      { type: "lines", restart: true, more: true, text: "{}\n" },
      { type: "lines", restart: false, more: false, text: new Uint8Array([3, 0]) },
      { type: "status", status: { ...status, note: null } },
      { type: "unreadable", message: "gone" },
      { type: "compared", studies: [{ journal: "/b.log", study: "b" }] },
      { type: "other", journal: "/b.log", restart: true, text: "{}\n" },
      { type: "otherUnreadable", journal: "/b.log", message: "gone" },
      { type: "log", trial: 3, restart: true, skipped: 0, text: "epoch 1" },
      {
        type: "confirmed",
        confirmed: [
          { trial: 1, metric: "held_out", found: 0.9, repeats: [0.8], mean: 0.8, standardError: null, luck: 0.1 },
        ],
      },
      { type: "files", trial: 3, files: [{ name: "a/b.png", bytes: 5, picture: "https://w/b.png" }] },
      { type: "files", trial: 3, files: [{ name: "model.bin", bytes: 5, picture: null }] },
    ];
    for (const message of messages) expect(parseHostMessage(structuredClone(message))).toEqual(message);
  });

  it("are null in any other shape", () => {
    const wrong = [
      null,
      [],
      "open",
      { type: "open", version: "1", journal: "/a.log", study: "a", status },
      { type: "open", version: 1, journal: "/a.log", study: "a" },
      { type: "lines", restart: 1, more: false, text: "" },
      { type: "lines", restart: true, text: "" },
      { type: "lines", restart: true, more: false, text: [3, 0] },
      { type: "status", status: { running: true } },
      { type: "unreadable" },
      { type: "compared", studies: [{ journal: "/b.log" }] },
      { type: "other", journal: 5, restart: true, text: "" },
      { type: "otherUnreadable", journal: "/b.log" },
      { type: "log", trial: 3, restart: true, text: "" },
      { type: "files", trial: 3, files: [{ name: "a" }] },
      { type: "confirmed", confirmed: [{ trial: 1, found: 0.9 }] },
      { type: "other" },
    ];
    for (const data of wrong) expect(parseHostMessage(data)).toBeNull();
  });
});

describe("messages of the panel", () => {
  it("are read as they were sent", () => {
    const messages: PanelMessage[] = [
      { type: "ready", version: 1 },
      { type: "action", action: "stop" },
      { type: "action", action: "pause" },
      { type: "apply", trial: 0 },
      { type: "trial", action: "runAgain", trial: 3 },
      { type: "trial", action: "diff", trial: 3, other: 5 },
      { type: "mark", trial: 1, change: { star: true, tags: ["a"], note: "n" } },
      { type: "mark", trial: 1, change: {} },
      { type: "watch", trial: 4 },
      { type: "watch", trial: null },
      { type: "openFile", trial: 4, name: "plots/loss.png" },
      { type: "openSource", trial: 4, file: "train.py", line: 12 },
      { type: "export", format: "csv" },
      { type: "copy", text: "x = 1" },
      { type: "compare", chosen: [{ journal: "/b.log", study: "b" }] },
      { type: "follow", journals: ["/b.log"] },
      { type: "save", name: "history.svg", mime: "image/svg+xml", data: "<svg/>" },
      { type: "save", name: "history.png", mime: "image/png", data: Uint8Array.of(137, 80) },
      { type: "form", values: { x: "1.5", kind: '"a"' } },
    ];
    for (const message of messages) expect(parsePanelMessage(structuredClone(message))).toEqual(message);
  });

  it("are null in any other shape", () => {
    const wrong = [
      undefined,
      { type: "ready" },
      { type: "action", action: "delete" },
      { type: "apply", trial: -1 },
      { type: "apply", trial: 0.5 },
      { type: "trial", action: "shred", trial: 1 },
      { type: "trial", action: "log" },
      { type: "mark", trial: 1, change: { star: "yes" } },
      { type: "mark", trial: 1, change: { tags: [1] } },
      { type: "mark", change: {} },
      { type: "watch", trial: -1 },
      { type: "openFile", trial: 4 },
      { type: "openSource", trial: 4, file: "train.py", line: "12" },
      { type: "export", format: "exe" },
      { type: "trial", action: "diff", trial: 1, other: "2" },
      { type: "copy", text: 5 },
      { type: "compare", chosen: ["b"] },
      { type: "follow", journals: [5] },
      { type: "follow", journals: Array.from({ length: 9 }, String) },
      { type: "save", name: "a.csv", mime: "text/csv", data: 5 },
      { type: "save", name: "a.csv", mime: null, data: "" },
      { type: "save", name: "../a.csv", mime: "text/csv", data: "" },
      { type: "save", name: ".bashrc", mime: "text/plain", data: "" },
      { type: "save", name: "", mime: "text/csv", data: "" },
      { type: "form", values: ["1"] },
      { type: "form", values: { x: 1 } },
    ];
    for (const data of wrong) expect(parsePanelMessage(data)).toBeNull();
  });
});

describe("the kept state", () => {
  it("needs journal and study, and takes the default for what it does not understand", () => {
    expect(parsePanelState({ journal: "/a.log" })).toBeNull();
    const place = { journal: "/a.log", study: "a" };
    expect(parsePanelState(place)).toEqual({ ...place, view: DEFAULT_VIEW });
    const view = { sort: [{ column: 5 }], selected: -2, logScale: "yes", objective: 1, scroll: Number.NaN };
    expect(parsePanelState({ ...place, view })).toEqual({ ...place, view: { ...DEFAULT_VIEW, objective: 1 } });
  });

  it("keeps how the columns are arranged, as far as it is understood", () => {
    const place = { journal: "/a.log", study: "a" };
    const layout = { order: ["state"], hidden: ["note"], pinned: ["value:0"], widths: { state: 90 } };
    expect(parsePanelState({ ...place, view: { layout } })?.view.layout).toEqual(layout);
    const odd = { ...layout, hidden: [1], widths: { state: "90", note: Number.NaN, number: 50 } };
    const kept = { ...layout, hidden: [], widths: { number: 50 } };
    expect(parsePanelState({ ...place, view: { layout: odd } })?.view.layout).toEqual(kept);
  });

  it("keeps filters and the trials that are compared", () => {
    const view: PanelView = {
      ...DEFAULT_VIEW,
      filters: [
        { kind: "range", column: "value:0", low: 0, high: 1 },
        { kind: "values", column: "state", values: ["Complete", ""] },
        { kind: "text", text: "adam" },
      ],
      compared: [3, 1],
      comparing: true,
      differing: true,
    };
    expect(parsePanelState({ journal: "/a.log", study: "a", view: structuredClone(view) })?.view).toEqual(view);
    const wrong = { ...view, filters: [{ kind: "range", column: "value:0", low: "0", high: 1 }], compared: [-1] };
    Object.assign(wrong, { comparing: "yes", differing: 1 });
    expect(parsePanelState({ journal: "/a.log", study: "a", view: wrong })?.view).toEqual(DEFAULT_VIEW);
  });
});

describe("the page as it was left", () => {
  const view = (data: object) => parsePanelState({ journal: "/a.log", study: "a", view: data })?.view;

  it("keeps its place, what of a trial was folded, and the form that was being filled in", () => {
    const left = { top: 412, folds: { log: false, run: true }, form: { trial: 3, draft: { x: "0.5" } } };
    expect(view(structuredClone(left))).toEqual({ ...DEFAULT_VIEW, ...left });
    expect(view({ form: { trial: null, draft: {} } })?.form).toEqual({ trial: null, draft: {} });
  });

  it("is as new where that is not understood", () => {
    const wrong = [
      { top: -1, folds: { log: "open" }, form: { trial: -1, draft: {} } },
      { top: "0", folds: [true], form: { trial: 1, draft: { x: 5 } } },
      { top: Number.NaN, folds: null, form: "open" },
    ];
    for (const each of wrong) expect(view(each)).toEqual(DEFAULT_VIEW);
  });
});

describe("the kept choice in the charts", () => {
  const charts = (data: unknown) =>
    parsePanelState({ journal: "/a.log", study: "a", view: { charts: data } })?.view.charts;

  it("is read as it was kept", () => {
    const kept = {
      importance: "fanova",
      parameter: "x",
      pair: ["x", "y"],
      front: [2, 0],
      tables: ["contour", "rank"],
      studies: [{ journal: "/b.log", study: "b" }],
    };
    expect(charts(structuredClone(kept))).toEqual(kept);
  });

  it("is the default where it is not understood", () => {
    const wrong = { importance: 5, parameter: 5, pair: ["x"], front: [-1, 0], studies: [5, { journal: "/b.log" }] };
    expect(charts({ ...wrong, tables: [5] })).toEqual(DEFAULT_VIEW.charts);
    expect(charts({ ...wrong, tables: "rank" })).toEqual(DEFAULT_VIEW.charts);
    expect(charts("none")).toEqual(DEFAULT_VIEW.charts);
  });
});

describe("the panel's document", () => {
  const page = {
    script: "https://w/panel.js",
    style: "https://w/panel.css",
    analysis: "https://w/analysis.js",
    cspSource: "https://w",
    nonce: "abc",
    language: "de",
    words: null,
  };

  it("starts from a policy of none, and allows no inline script or style", () => {
    const html = panelPage({ ...page, title: "Results" });
    expect(html).toContain("default-src 'none'; script-src 'nonce-abc'; style-src https://w 'nonce-abc'");
    expect(html).not.toMatch(/unsafe/);
    expect(html).not.toMatch(/ style=/);
  });

  it("takes a title as text, never as markup", () => {
    expect(panelPage({ ...page, title: '</title><script>"' })).not.toContain("<script>");
  });

  it("carries the words of its language, whatever stands in them", () => {
    const html = panelPage({ ...page, title: "Results", words: { Run: 'Starten "</head>&' } });
    expect(html).toContain('<html lang="de">');
    const content = /<meta name="words" content="([^"]*)">/.exec(html)?.[1] ?? "";
    const text = content.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
    expect(JSON.parse(text)).toEqual({ Run: 'Starten "</head>&' });
  });

  it("is English where there are no words", () => {
    expect(panelPage({ ...page, title: "Results" })).toContain('<html lang="en">');
  });
});
