import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const examples = resolve(import.meta.dirname, "../../../examples");

/** A folder of its own that the editor opens. */
export class Workspace {
  private constructor(
    readonly folder: string,
    /** What the editor opens. */
    readonly target = folder,
  ) {}

  static async create(files: Readonly<Record<string, string>>): Promise<Workspace> {
    const workspace = new Workspace(await realpath(await mkdtemp(join(tmpdir(), "hyperlens-workspace-"))));
    // Studies are then kept in this folder, whatever stands above it.
    await mkdir(join(workspace.folder, ".vscode"));
    for (const [path, text] of Object.entries(files)) await workspace.write(path, text);
    return workspace;
  }

  /** A copy of the repository's examples, without what was run there. */
  static async ofExamples(): Promise<Workspace> {
    const workspace = await Workspace.create({});
    const filter = (path: string) => !/\.hyperlens|__pycache__/.test(path);
    await cp(examples, workspace.folder, { recursive: true, filter });
    return workspace;
  }

  /** A workspace of several folders, each with files of its own. */
  static async ofFolders(folders: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<Workspace> {
    const { folder } = await Workspace.create({});
    const workspace = new Workspace(folder, join(folder, "all.code-workspace"));
    for (const [name, files] of Object.entries(folders)) {
      await mkdir(workspace.path(`${name}/.vscode`), { recursive: true });
      for (const [path, text] of Object.entries(files)) await workspace.write(`${name}/${path}`, text);
    }
    const paths = Object.keys(folders).map((path) => ({ path }));
    await workspace.write("all.code-workspace", JSON.stringify({ folders: paths }));
    return workspace;
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), text);
  }

  async read(name: string): Promise<string> {
    return readFile(this.path(name), "utf8");
  }

  exists(name: string): boolean {
    return existsSync(this.path(name));
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
