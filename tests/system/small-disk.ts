import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A disk of a few megabytes that can be filled and given room again. */
export class SmallDisk {
  readonly folder = mkdtempSync(join(tmpdir(), "leeway-disk-"));
  /** Why there is none here; nothing where there is. */
  readonly why: string | undefined;

  constructor(megabytes: number) {
    const tried = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", this.folder], {
      encoding: "utf8",
    });
    if (tried.error || tried.status !== 0) this.why = tried.error?.message ?? tried.stderr.trim();
  }

  readonly #ballast = join(this.folder, "ballast");

  /** Takes all room but so many bytes. */
  fill(left = 0): void {
    const { bavail, bsize } = statfsSync(this.folder);
    const size = Math.max(0, bavail * bsize - left);
    try {
      writeFileSync(this.#ballast, Buffer.alloc(size), { flag: "a" });
    } catch (error) {
      if ((error as { code?: string }).code !== "ENOSPC") throw error;
    }
  }

  makeRoom(): void {
    rmSync(this.#ballast, { force: true });
  }

  close(): void {
    if (this.why === undefined) spawnSync("umount", ["-l", this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
