import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { englishAmong, spokenIn } from "../webview/english.js";
import { wordsOf } from "../webview/harness.js";
import { plain } from "./editor/palette.js";
import { type Host, startHost } from "./host.js";
import { useWindow } from "./use-window.js";
import { GATED, open } from "./workspace/gated.js";
import { Workspace } from "./workspace/workspace.js";

const WORDS = wordsOf("de");

/** A name that is no distribution, and a study whose options are still to be written. */
const WRONG = `# @study wrong minimize 
def score(
    rate=0.1,  # @tune unifrom(0, 1)
):
    return rate
`;

describe("a window in German", () => {
  let own: { readonly host: Host; readonly stop: () => Promise<void> } | undefined;
  beforeAll(async () => {
    own = await startHost(resolve(import.meta.dirname, "../.."), { language: "de" });
  });
  afterAll(() => own?.stop());
  const bench = useWindow(
    () => Workspace.create({ "gated.py": GATED, "more.py": "def score(rate=0.1):\n    return rate\n" }),
    () => own?.host ?? inject("host"),
  );

  it("says in German above a study, in its tooltips and in the tree what there is to run", async () => {
    const { window } = bench;
    await window.tree.open();
    await expect
      .poll(() => window.tree.items())
      .toMatchObject([{ label: "gated", description: "noch nicht gestartet" }]);
    await window.editor.open("gated.py");
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Starten (6 Versuche)"]);
    expect(await window.editor.lens("Starten").getAttribute("title")).toBe("Bessere Werte suchen für x, kind.");
  });

  it("says in German how a run is going, and that it waits for its last trials", async () => {
    const { window, workspace } = bench;
    await window.editor.clickLens("Starten");
    await expect.poll(() => window.editor.lensTexts()).toContain("Pausieren");
    await open(workspace, 0, 1);
    await expect.poll(() => window.editor.lensTexts()).toContain("2 von 6");
    await expect.poll(() => window.statusBar.text()).toMatch(/^gated 2 von 6 · Bestwert /);
    await window.editor.clickLens("Pausieren");
    await expect.poll(() => window.editor.lensTexts()).toContain("Pausiert gleich, 2 von 6");
    await expect.poll(async () => (await window.tree.items())[0]?.description).toMatch(/^pausiert gleich, 2 von 6 · /);
    await window.picture("german-running");
    await window.editor.clickLens("Fortsetzen");
    await expect.poll(() => window.editor.lensTexts()).toContain("2 von 6");
    await open(workspace);
    await expect.poll(() => window.editor.lensTexts()).toContain("Weitere 6 ausführen");
  });

  it("tells the end of the run in German, and shows the results in a page that speaks German", async () => {
    const { window } = bench;
    await window.notifications.open();
    await expect
      .poll(() => window.notifications.texts())
      .toEqual([expect.stringMatching(/^gated: 6 Versuche, Bestwert .*\. Alle /)]);
    await window.notifications.press("gated: 6 Versuche", "Ergebnisse öffnen");
    await window.panel.heading.waitFor();
    await window.panel.body.getByRole("heading", { name: "Bester Versuch" }).waitFor();
    await expect.poll(() => window.panel.progress.innerText()).toBe("6 von 6 Versuchen");
    await window.panel.body.getByText("Alle Versuche sind beendet.").waitFor();
    expect(englishAmong(await spokenIn(window.panel.body), WORDS)).toEqual([]);
    await window.tree.expand("gated");
    await expect.poll(async () => (await window.tree.items()).map(({ label }) => label)).toContain("Versuch 5");
    await window.picture("german-results");
  });

  it("explains a parameter in German, and offers in German to tune another value", async () => {
    const { window } = bench;
    await window.editor.open("gated.py");
    await window.editor.goTo(10, 4);
    await window.palette.run("Show or Focus Hover");
    const hover = window.page.locator(".monaco-hover:visible").filter({ hasText: "x der Studie gated" });
    await hover.first().waitFor();
    const text = plain(await hover.first().innerText());
    expect(text).toContain("Reelle Zahlen von -10 bis 10.");
    expect(text).toMatch(/Im Code: 4\.0\. Bester: \S+ in Versuch \d, mit dem Wert /);
    await window.picture("german-hover");
    await window.page.keyboard.press("Escape");
    await window.editor.open("more.py");
    await window.editor.goTo(1, 10);
    await window.page.keyboard.press("Control+.");
    const offers = window.page.locator(".action-widget");
    await offers.getByText(/^`rate` in einer neuen Studie von `score` abstimmbar machen: /).waitFor();
    await window.picture("german-offers");
    await window.page.keyboard.press("Escape");
  });

  it("offers its commands in German, and asks in German before it deletes anything", async () => {
    const { window } = bench;
    const menu = await window.tree.menu("gated");
    expect(menu).toEqual(expect.arrayContaining(["Studie starten", "Ergebnisse öffnen", "Studie löschen"]));
    await window.tree.choose("Studie löschen");
    const question = window.page.locator(".monaco-dialog-box");
    await question.getByText("gated löschen?").waitFor();
    await question.getByText(/^gated\.journal\.log mit Protokollen und Dateien \(6 Versuche\) /).waitFor();
    await window.picture("german-question");
    await window.page.keyboard.press("Escape");
    await question.waitFor({ state: "hidden" });
  });

  it("says in German what is wrong with an annotation, how that is mended, and what an option is for", async () => {
    const { window, workspace } = bench;
    await workspace.write("wrong.py", WRONG);
    await window.editor.open("wrong.py");
    await window.problems.open();
    await expect
      .poll(() => window.problems.list())
      .toMatchObject([
        {
          message: expect.stringContaining("Es gibt keine Verteilung `unifrom`. Gemeint ist vielleicht `uniform`."),
          line: 3,
        },
      ]);
    await window.picture("german-mistake");
    await window.editor.open("wrong.py");
    await window.editor.goTo(3, "    rate=0.1,  # @tune uni".length);
    await window.page.keyboard.press("Control+.");
    await window.page.locator(".action-widget").getByText("`uniform` schreiben").waitFor();
    await window.page.keyboard.press("Escape");
    await window.editor.goTo(1, "# @study wrong minimize ".length);
    await window.editor.type("trial_t");
    await window.page.keyboard.press("Control+Space");
    await window.page.locator(".suggest-widget.visible .monaco-list-row.focused").getByText("trial_timeout").waitFor();
    // The same keys that ask for the list unfold its explanations.
    await window.page.keyboard.press("Control+Space");
    const explained = window.page.locator(".suggest-details-container:visible");
    await explained.getByText("Wie lange ein Versuch dauern darf, bevor er wegen Zeitüberschreitung").waitFor();
    await explained.getByText("Einstellung hyperlens.study.trial_timeout, Kommandozeile --trial_timeout.").waitFor();
    await window.picture("german-completion");
    await window.page.keyboard.press("Escape");
  });
});
