import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { STUDY_OPTIONS } from "../../../src/core/study/options.js";
import { CONTEXT_KEYS } from "../../../src/extension/commands/context-keys.js";
import { COMMANDS } from "../../../src/extension/commands/list.js";
import { TASK_TYPE } from "../../../src/extension/run/definition.js";

interface Command {
  readonly command: string;
  readonly category?: string;
}

interface Manifest {
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
  };
}

const text = readFileSync("package.json", "utf8");
const manifest = JSON.parse(text) as Manifest;
const strings = JSON.parse(readFileSync("package.nls.json", "utf8")) as Record<string, string>;
const { commands, menus, configuration, taskDefinitions } = manifest.contributes;
const settings = Object.assign({}, ...configuration.map(({ properties }) => properties)) as Record<string, unknown>;

describe("package.json", () => {
  it("declares exactly the commands that the extension knows", () => {
    expect(commands.map(({ command }) => command).sort()).toEqual([...COMMANDS].sort());
  });

  it("puts every command under the category Hyperlens", () => {
    expect(commands.filter(({ category }) => category !== "Hyperlens")).toEqual([]);
  });

  it("puts only declared commands into menus and welcome texts", () => {
    const named = [
      ...Object.values(menus).flatMap((entries) => entries.map(({ command }) => command)),
      ...[...JSON.stringify(strings).matchAll(/command:(hyperlens\.\w+)/g)].map(([, name]) => name!),
    ];
    expect(named.filter((name) => !(COMMANDS as readonly string[]).includes(name))).toEqual([]);
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
    for (const { name, summary } of STUDY_OPTIONS) expect(strings[`settings.study.${name}`]).toBe(summary);
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

  it("wakes the extension for panels of its own that a reload restores", () => {
    expect(manifest.activationEvents).toContain("onWebviewPanel:hyperlens.results");
  });
});
