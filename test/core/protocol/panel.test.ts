import { describe, expect, it } from "vitest";
import {
  DEFAULT_VIEW,
  type HostMessage,
  type PanelMessage,
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
      { type: "lines", restart: true, text: "{}\n" },
      { type: "lines", restart: false, text: new Uint8Array([3, 0]) },
      { type: "status", status: { ...status, note: null } },
      { type: "unreadable", message: "gone" },
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
      { type: "lines", restart: 1, text: "" },
      { type: "lines", restart: true, text: [3, 0] },
      { type: "status", status: { running: true } },
      { type: "unreadable" },
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
      { type: "apply", trial: 0 },
      { type: "copy", text: "x = 1" },
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
      { type: "copy", text: 5 },
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
});

describe("the panel's document", () => {
  const page = { script: "https://w/panel.js", style: "https://w/panel.css", cspSource: "https://w", nonce: "abc" };

  it("starts from a policy of none, and allows no inline script or style", () => {
    const html = panelPage({ ...page, title: "Results" });
    expect(html).toContain("default-src 'none'; script-src 'nonce-abc'; style-src https://w 'nonce-abc'");
    expect(html).not.toMatch(/unsafe/);
    expect(html).not.toMatch(/ style=/);
  });

  it("takes a title as text, never as markup", () => {
    expect(panelPage({ ...page, title: '</title><script>"' })).not.toContain("<script>");
  });
});
