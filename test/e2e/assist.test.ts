import { describe, expect, it } from "vitest";
import { plain } from "./editor/palette.js";
import { useWindow } from "./use-window.js";
import { run, show } from "./workspace/cli.js";
import { Workspace } from "./workspace/workspace.js";

const PLAIN = `import math


def train(lr=0.01, depth=3, shuffle=True):
    loss = abs(math.log10(lr) + 2) + depth + shuffle
    return loss
`;

const OPTUNA = `def objective(trial):
    x = trial.suggest_float("x", -3, 3)
    kind = trial.suggest_categorical("kind", ["a", "b"])
    if kind == "b":
        y = trial.suggest_float("y", 0.01, 1, log=True)
    return x**2 + (0 if kind == "a" else y)


if __name__ == "__main__":
    import optuna

    optuna.create_study().optimize(objective, n_trials=5)
`;

const TUNED = `# @study bowl minimize trials=30 seed=1 sampler=random
# @constraint depth + width <= 12
def objective(
    rate=0.5,  # @tune loguniform(1e-3, 1)
    depth=3,  # @tune int(1, 9)
    width=2,  # @tune int(1, 9) if depth > 2
):
    return abs(rate - 0.9) + depth + width
`;

const NAMED = `// @study named minimize trials=6 seed=1 sampler=random
export function named(
  rate = 0.5, // @tune uniform(0, 1)
  depth = 3, // @tune int(1, 9) if rate > 0.2
) {
  return rate * depth;
}
`;

const EDGE = `# @study edge minimize sampler=grid
def edge(
    x=5,  # @tune int(2, 16)
):
    return x
`;

async function prepared(): Promise<Workspace> {
  const workspace = await Workspace.create({
    "plain.py": PLAIN,
    "old.py": OPTUNA,
    "tuned.py": TUNED,
    "named.mjs": NAMED,
    "edge.py": EDGE,
    "typed.py": "# \ndef f(\n    lr=0.01,  # @tune \n):\n    return lr\n",
  });
  await run("tuned.py", workspace.folder);
  await run("edge.py", workspace.folder);
  await run("named.mjs", workspace.folder);
  return workspace;
}

describe("annotations that write themselves", () => {
  const bench = useWindow(prepared);

  /** The text of the file in front, as it is on the disk once it is saved. */
  async function saved(file: string): Promise<string> {
    await expect.poll(() => bench.window.editor.isDirty(file)).toBe(true);
    await bench.window.editor.save();
    await expect.poll(() => bench.window.editor.isDirty(file)).toBe(false);
    return bench.workspace.read(file);
  }

  /** Takes the last change back, with one step. */
  async function undone(file: string, text: string): Promise<void> {
    const { window, workspace } = bench;
    await window.page.keyboard.press("Control+Z");
    await expect.poll(() => window.editor.isDirty(file)).toBe(true);
    await window.editor.save();
    await expect.poll(() => workspace.read(file)).toBe(text);
  }

  /** Waits for the light-bulb and chooses what it offers. */
  async function lightBulb(offer: string, picture: string): Promise<void> {
    const { window } = bench;
    await window.page.locator('.monaco-editor [class*="lightbulb" i]:visible').first().waitFor();
    await window.page.keyboard.press("Control+.");
    const action = window.page.locator(".action-widget .monaco-list-row").filter({ hasText: offer });
    await action.waitFor();
    await window.picture(picture);
    await action.click();
  }

  function bestValues() {
    return bench.window.page.locator(".monaco-editor .view-line span", { hasText: /^best:/ });
  }

  async function suggestions(): Promise<string[]> {
    const rows = bench.window.page.locator(".suggest-widget.visible .monaco-list-row");
    await rows.first().waitFor();
    return (await rows.locator(".label-name").allInnerTexts()).map(plain);
  }

  it("offers to make a value tunable where no annotation is yet, and does it in one step", async () => {
    const { window, workspace } = bench;
    await window.editor.open("plain.py");
    await window.editor.goTo(4, "def train(lr=0".length);
    await lightBulb("Make `lr` tunable", "assist-light-bulb");
    await window.editor.save();
    await expect
      .poll(() => workspace.read("plain.py"))
      .toBe(
        PLAIN.replace("def train(", "# @study minimize\ndef train(").replace(
          "shuffle=True):",
          "shuffle=True):  # @tune lr = loguniform(1e-5, 0.1)",
        ),
      );
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (100 trials)"]);
    await undone("plain.py", PLAIN);
  });

  it("converts an objective of Optuna's in one step, and runs it", async () => {
    const { window } = bench;
    await window.editor.open("old.py");
    await window.editor.goTo(1, "def obj".length);
    await lightBulb("Convert `objective` from Optuna", "assist-optuna");
    expect(await saved("old.py")).toBe(`# @study minimize trials=5
def objective():
    x = 0.0  # @tune uniform(-3, 3)
    kind = "a"  # @tune choice("a", "b")
    if kind == "b":
        y = 0.1  # @tune loguniform(0.01, 1) if kind == "b"
    return x**2 + (0 if kind == "a" else y)


if __name__ == "__main__":
    import optuna

    optuna.create_study().optimize(objective, n_trials=5)
`);
    await window.editor.clickLens("Run (5 trials)");
    await expect.poll(() => window.editor.lensTexts()).toContain("Run 5 more");
    await window.palette.run("View: Close All Editors");
    await window.editor.open("plain.py");
  });

  it("annotates a whole function", async () => {
    const { window } = bench;
    await window.editor.goTo(5);
    await window.palette.run("Hyperlens: Tune This Function");
    expect(await saved("plain.py")).toBe(
      PLAIN.replace("def train(", "# @study minimize\ndef train(").replace(
        "shuffle=True):",
        "shuffle=True):  # @tune lr = loguniform(1e-5, 0.1) @tune depth = int(1, 6) @tune shuffle = bool",
      ),
    );
    await undone("plain.py", PLAIN);
  });

  it("asks for a new study step by step", async () => {
    const { window } = bench;
    const title = window.page.locator(".quick-input-title");
    await window.editor.goTo(6);
    await window.palette.run("Hyperlens: New Study");
    await expect.poll(async () => plain((await title.innerText()) || "")).toContain("(1/5)");
    await window.palette.input.press("Enter");
    await expect.poll(async () => plain(await title.innerText())).toContain("(2/5)");
    await window.palette.choose("minimize");
    await expect.poll(async () => plain(await title.innerText())).toContain("(3/5)");
    await window.palette.input.press("Enter");
    await expect.poll(async () => plain(await title.innerText())).toContain("(4/5)");
    await window.palette.input.fill("40");
    await window.palette.input.press("Enter");
    await expect.poll(async () => plain(await title.innerText())).toContain("(5/5)");
    await window.picture("assist-new-study");
    await window.palette.rows.filter({ hasText: "shuffle" }).first().locator("label").click();
    await window.palette.input.press("Enter");
    // The new annotation is shown at the end.
    await expect.poll(() => window.editor.line()).toBe(4);
    expect(await saved("plain.py")).toBe(
      PLAIN.replace("def train(", "# @study minimize trials=40\ndef train(").replace(
        "shuffle=True):",
        "shuffle=True):  # @tune lr = loguniform(1e-5, 0.1) @tune depth = int(1, 6)",
      ),
    );
    await expect.poll(() => window.editor.lensTexts()).toEqual(["Run (40 trials)"]);
  });

  it("completes tags, directions, options and distributions as they are typed", async () => {
    const { window, workspace } = bench;
    await window.editor.open("typed.py");
    await window.editor.goTo(1, 2);
    await window.editor.type("@stu");
    expect(await suggestions()).toContain("@study");
    await window.page.keyboard.press("Tab");
    await expect.poll(suggestions).toEqual(expect.arrayContaining(["minimize", "maximize"]));
    await window.page.keyboard.press("Tab");
    await expect.poll(suggestions).toEqual(expect.arrayContaining(["trials", "sampler"]));
    await window.editor.type("sampler=");
    await expect.poll(suggestions).toEqual(expect.arrayContaining(["tpe", "gp"]));
    await window.picture("assist-completion");
    await window.editor.type("tp");
    await window.page.keyboard.press("Tab");
    await window.editor.goTo(3, "    lr=0.01,  # @tune ".length);
    await window.page.keyboard.press("Control+Space");
    expect((await suggestions())[0]).toBe("loguniform(1e-5, 0.1)");
    await window.page.keyboard.press("Tab");
    await window.editor.save();
    await expect
      .poll(() => workspace.read("typed.py"))
      .toBe("# @study minimize sampler=tpe\ndef f(\n    lr=0.01,  # @tune loguniform(1e-5, 0.1)\n):\n    return lr\n");
  });

  it("names the arguments of a distribution", async () => {
    const { window } = bench;
    await window.editor.goTo(3, "    lr=0.01,  # @tune loguniform(".length);
    await window.palette.run("Trigger Parameter Hints");
    const help = window.page.locator(".parameter-hints-widget.visible .signature");
    await expect.poll(async () => plain(await help.innerText())).toBe("loguniform(low, high)");
    await window.page.keyboard.press("Escape");
  });

  it("draws a distribution under the pointer, with the best value marked", async () => {
    const { window } = bench;
    await window.editor.open("tuned.py");
    await window.editor.goTo(4, "    rate=0.5,  # @tune logu".length);
    await window.palette.run("Show or Focus Hover");
    const hover = window.page.locator(".monaco-hover:visible").filter({ hasText: "of study bowl" });
    await hover.first().waitFor();
    const picture = hover.locator("img").first();
    await expect.poll(() => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBe(320);
    expect(plain(await hover.first().innerText())).toMatch(/Best: .* in trial \d+/);
    await window.picture("assist-hover");
    await window.page.keyboard.press("Escape");
  });

  it("shows the best values behind tuned lines", async () => {
    const { window } = bench;
    await expect.poll(() => bestValues().count()).toBeGreaterThanOrEqual(2);
    await window.picture("assist-inline-values");
  });

  it("colours the words of annotations apart from the comment", async () => {
    const { window } = bench;
    const classes = (text: string) =>
      window.page
        .locator(".monaco-editor .view-line span[class^=mtk]", { hasText: new RegExp(`^\\s*${text}\\s*$`) })
        .first()
        .getAttribute("class");
    const tag = await classes("@tune");
    const distribution = await classes("loguniform");
    expect(tag).not.toBe(distribution);
  });

  it("narrows the space around the best after a preview", async () => {
    const { window } = bench;
    await window.palette.run("Hyperlens: Narrow Space around Best Values");
    await window.preview.box.waitFor();
    await window.picture("assist-narrow");
    await window.preview.accept();
    await window.editor.open("tuned.py");
    const text = await saved("tuned.py");
    expect(text).not.toBe(TUNED);
    expect(text.replace(/(?<=(?:loguniform|int)\()[^)]*/g, "")).toBe(
      TUNED.replace(/(?<=(?:loguniform|int)\()[^)]*/g, ""),
    );
    await undone("tuned.py", TUNED);
  });

  it("leads from a condition to the parameter in the code", async () => {
    const { window } = bench;
    await window.editor.goTo(6, "    width=2,  # @tune int(1, 9) if de".length);
    await window.palette.run("Go to Definition");
    await expect.poll(() => window.editor.line()).toBe(5);
  });

  it("renames a parameter in annotations and, through its language, in the code", async () => {
    const { window } = bench;
    await window.editor.open("named.mjs");
    await window.editor.goTo(4, "  depth = 3, // @tune int(1, 9) if ra".length);
    await window.page.keyboard.press("F2");
    const box = window.page.locator(".rename-box input");
    await box.waitFor();
    await box.fill("speed");
    await box.press("Enter");
    expect(await saved("named.mjs")).toBe(NAMED.replaceAll("rate", "speed"));
  });

  /** What the first parameter is called in each trial of the study that is renamed. */
  async function names(): Promise<string> {
    const [study] = await show(bench.workspace.path(".hyperlens/named.journal.log"));
    return (study?.trials ?? []).map(({ params }) => Object.keys(params)[0]).join(" ");
  }

  it("lets the trials so far go with it, and back where that is undone", async () => {
    const { window } = bench;
    await expect.poll(names).toBe(Array(6).fill("speed").join(" "));
    // What they have found is known of the new name.
    await expect.poll(() => bestValues().count()).toBe(1);
    await undone("named.mjs", NAMED);
    await expect.poll(names).toBe(Array(6).fill("rate").join(" "));
    await expect.poll(() => bestValues().count()).toBe(1);
    await window.picture("assist-renamed");
  });

  it("offers it where the parameter was renamed in some other way", async () => {
    const { window } = bench;
    await window.editor.goTo(3, "  rate".length);
    await window.page.keyboard.press("Control+F2");
    await window.editor.type("pace");
    expect(await saved("named.mjs")).toBe(NAMED.replaceAll("rate", "pace"));
    expect(await names()).toBe(Array(6).fill("rate").join(" "));
    await lightBulb("Rename `rate` to `pace` in the trials so far", "assist-rename-offer");
    await expect.poll(names).toBe(Array(6).fill("pace").join(" "));
  });

  it("folds annotations of several lines, and formats them", async () => {
    const { window } = bench;
    await window.editor.open("tuned.py");
    await window.palette.run("Hyperlens: Fold Annotations");
    await expect
      .poll(async () => (await window.page.locator(".monaco-editor .view-line").allInnerTexts()).map(plain).join("\n"))
      .not.toContain("@constraint");
    await window.palette.run("Unfold All");
    await window.editor.goTo(4, "    rate=0.5,  # @tune loguniform(1e-3,".length);
    await window.editor.type("   ");
    await window.palette.run("Hyperlens: Format Annotations");
    await window.editor.save();
    await expect.poll(() => bench.workspace.read("tuned.py")).toBe(TUNED);
  });

  it("says where the best value has reached the end of its range, and widens it", async () => {
    const { window } = bench;
    await window.editor.open("edge.py");
    await expect.poll(() => window.editor.lensTexts()).toContain("Best 2 (−3)");
    await window.editor.goTo(3, "    x=5,  # @tune int(2".length);
    await lightBulb("Widen the range to 1", "assist-widen");
    expect(await saved("edge.py")).toBe(EDGE.replace("int(2, 16)", "int(1, 16)"));
  });
});
