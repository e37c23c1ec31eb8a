import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { commandOn } from "./cli.js";
import { change, contentOf, dataFolder, emptyFolder } from "./folders.js";
import { SmallDisk } from "./small-disk.js";
import { whereThereIs } from "./where-there-is.js";

const disk = new SmallDisk(40);
afterAll(() => disk.close());

whereThereIs("a small disk", disk.why)("on a full disk", () => {
  /** With some megabytes in it, which no compression makes less. */
  async function large(): Promise<string> {
    const folder = await dataFolder("large");
    const much = randomBytes(4_000_000).toString("hex");
    change(folder, "INSERT INTO audit_log (id, at, action, detail) VALUES ('1', 0, 'test', ?)", much);
    return folder;
  }
  const run = (data: string, ...args: string[]) => commandOn({ data, origin: "" }, args).ended;
  const noRoom = (end: string) => ({
    code: 3,
    out: "",
    err: expect.stringMatching(new RegExp(`^There is no room for it on the disk of [^\\n]*\\. ${end}\n$`)),
  });

  test("a restore is refused, and touches nothing", async () => {
    const file = join(emptyFolder(), "b.tar.gz");
    expect((await run(await large(), "backup", file)).code).toBe(0);
    const data = join(disk.folder, "data");
    cpSync(await dataFolder("two"), data, { recursive: true });
    const before = contentOf(data);
    disk.fill(2_000_000);
    expect(await run(data, "restore", file)).toEqual(noRoom("Nothing was changed\\."));
    expect(contentOf(data)).toEqual(before);
    disk.makeRoom();
    expect((await run(data, "restore", file)).code).toBe(0);
    expect(contentOf(data)["leeway.db"]).not.toBe(before["leeway.db"]);
  });

  test("a backup is refused wherever the room ends, leaves nothing half-made, and the one of before as it was", async () => {
    const [folder, out] = [await large(), join(disk.folder, "backups")];
    mkdirSync(out);
    const file = join(out, "b.tar.gz");
    expect((await run(await dataFolder("one"), "backup", file)).code).toBe(0);
    const before = contentOf(out);
    for (const left of [0, 100_000, 4_000_000, 9_500_000]) {
      disk.fill(left);
      expect(await run(folder, "backup", file, "--force"), `${left} bytes left`).toEqual(
        noRoom("No backup was made\\."),
      );
      expect([readdirSync(out), contentOf(out)]).toEqual([["b.tar.gz"], before]);
      disk.makeRoom();
    }
  });
});
