import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { worded } from "../../../src/core/l10n/phrase.js";
import { STUDY_OPTIONS } from "../../../src/core/study/option-list.js";
import { CONTEXT_KEYS } from "../../../src/extension/commands/context-keys.js";
import { COMMANDS } from "../../../src/extension/commands/list.js";
import { TASK_TYPE } from "../../../src/extension/run/definition.js";

interface Command {
  readonly command: string;
  readonly category?: string;
}

interface Manifest {
  readonly icon: string;
  readonly activationEvents: readonly string[];
  readonly capabilities: { readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] } };
  readonly contributes: {
    readonly commands: readonly Command[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
    readonly configuration: readonly {
      readonly properties: Readonly<Record<string, { readonly default?: unknown }>>;
    }[];
    readonly taskDefinitions: readonly { readonly type: string }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly keybindings: readonly { readonly command: string; readonly key: string; readonly mac: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly {
        readonly media: { readonly svg: string };
        readonly completionEvents: readonly string[];
      }[];
    }[];
  };
}

const text = readFileSync("package.json", "utf8");
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync("package.nls.json", "utf8")) as Record<string, string>;
const { commands, menus, configuration, taskDefinitions, keybindings, views, walkthroughs } = manifest.contributes;
const settings = Object.assign({}, ...configuration.map(({ properties }) => properties)) as Record<string, unknown>;

describe("package.json", () => {
  it("declares exactly the commands that the extension knows", () => {
    expect(commands.map(({ command }) => command).sort()).toEqual([...COMMANDS].sort());
  });

  it("puts every command under the category Hyperlens", () => {
    expect(commands.filter(({ category }) => category !== "Hyperlens")).toEqual([]);
  });

  it("puts only declared commands into menus, shortcuts, walkthrough and welcome texts", () => {
    const named = [
      ...Object.values(menus).flatMap((entries) => entries.map(({ command }) => command)),
      ...keybindings.map(({ command }) => command),
      ...[...JSON.stringify(strings).matchAll(/command:(hyperlens[\w.]+)/g)].map(([, name]) => name!),
      ...[...text.matchAll(/onCommand:(hyperlens[\w.]+)/g)].map(([, name]) => name!),
    ];
    // The editor makes a command for each view that puts the focus there.
    const focus = Object.values(views).flatMap((all) => all.map(({ id }) => `${id}.focus`));
    const known: readonly string[] = [...COMMANDS, ...focus];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it("reads only context keys that the extension sets", () => {
    const conditions = [...text.matchAll(/"(?:when|enablement)": "([^"]*)"/g)].map(([, condition]) => condition!);
    const keys = conditions.flatMap((condition) => condition.match(/(?<!== )\bhyperlens\.\w+/g) ?? []);
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !(CONTEXT_KEYS as readonly string[]).includes(key))).toEqual([]);
  });

  it("has a setting for each option of a study and no other", () => {
    const names = Object.keys(settings).filter((name) => name.startsWith("hyperlens.study."));
    expect(names.sort()).toEqual(STUDY_OPTIONS.map(({ name }) => `hyperlens.study.${name}`).sort());
  });

  it("describes each of those settings as the options themselves do", () => {
    for (const { name, summary } of STUDY_OPTIONS) expect(strings[`settings.study.${name}`]).toBe(worded(summary));
  });

  it("restricts every setting that names something to be executed", () => {
    const restricted = new Set(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations);
    const wanted = Object.keys(settings).filter((name) => /\.(python|node|run|cwd)$/.test(name));
    expect(wanted.filter((name) => !restricted.has(name))).toEqual([]);
    expect([...restricted].filter((name) => !(name in settings))).toEqual([]);
  });

  it("has a text for each placeholder and a placeholder for each text", () => {
    const used = new Set([...text.matchAll(/%([\w.]+)%/g)].map(([, key]) => key!));
    expect([...used].filter((key) => !(key in strings))).toEqual([]);
    expect(Object.keys(strings).filter((key) => !used.has(key))).toEqual([]);
  });

  it("declares the task type that the extension provides", () => {
    expect(taskDefinitions.map(({ type }) => type)).toEqual([TASK_TYPE]);
  });

  it("has a walkthrough of at most six steps, each with its own picture and an end", () => {
    expect(walkthroughs).toHaveLength(1);
    const { steps } = walkthroughs[0]!;
    expect(steps.length).toBeGreaterThan(3);
    expect(steps.length).toBeLessThanOrEqual(6);
    for (const { media, completionEvents } of steps) {
      expect(readFileSync(media.svg, "utf8")).toMatch(/^<svg .*<\/svg>\s*$/s);
      expect(completionEvents.length).toBeGreaterThan(0);
    }
    expect(new Set(steps.map(({ media }) => media.svg)).size).toBe(steps.length);
  });

  it("draws the pictures of the walkthrough in the colours of the theme", () => {
    for (const { media } of walkthroughs[0]!.steps) {
      const colours = [...readFileSync(media.svg, "utf8").matchAll(/(?:fill|stroke)="([^"]*)"/g)].map(
        ([, one]) => one!,
      );
      expect(colours.filter((one) => one !== "none" && !one.startsWith("var(--vscode-"))).toEqual([]);
    }
  });

  it("gives each shortcut to one command alone", () => {
    expect(new Set(keybindings.map(({ key }) => key)).size).toBe(keybindings.length);
    for (const { key, mac } of keybindings) expect(mac).toBe(key.replace("ctrl", "cmd"));
  });

  it("wakes the extension for panels of its own that a reload restores", () => {
    expect(manifest.activationEvents).toContain("onWebviewPanel:hyperlens.results");
  });

  it("has an icon as a marketplace wants it: PNG, square, at least 128 pixels wide", () => {
    const png = readFileSync(manifest.icon);
    expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    expect(width).toBe(height);
    expect(width).toBeGreaterThanOrEqual(128);
  });
});
