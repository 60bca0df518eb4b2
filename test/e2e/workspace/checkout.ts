import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../../..");

/** A copy of the repository as it stands, with the dependencies that are installed here. */
export class Checkout {
  private constructor(readonly folder: string) {}

  static async create(): Promise<Checkout> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), "hyperlens-checkout-")));
    const words = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
    const names = execFileSync("git", words, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean);
    // With new times the lock file would look newer than what is installed.
    for (const name of names) await cp(join(root, name), join(folder, name), { preserveTimestamps: true, force: true });
    // A folder of links, not a link to the folder: an npm ci in the copy must not empty ours.
    await mkdir(join(folder, "node_modules"));
    for (const name of await readdir(join(root, "node_modules"))) {
      await symlink(join(root, "node_modules", name), join(folder, "node_modules", name));
    }
    return new Checkout(folder);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
