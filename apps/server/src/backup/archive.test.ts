import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Header } from "tar";
import { expect, test } from "vitest";
import { makeBackup } from "./backup.js";
import { FORMAT } from "./manifest.js";
import { restoreBackup } from "./restore.js";
import { contentOf, dataFolder, emptyFolder } from "./testing/folders.js";

interface Entry {
  path: string;
  content?: string | Buffer;
  type?: Header["type"];
  linkpath?: string;
}

/** A tar archive, block by block, with whatever an attacker writes into it. */
function tarOf(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, content = "", type = "File", linkpath }) => {
    const bytes = Buffer.from(content);
    const header = new Header({
      path,
      size: bytes.length,
      mode: 0o600,
      type,
      mtime: new Date(0),
      ...(linkpath && { linkpath }),
    });
    const block = Buffer.alloc(512);
    header.encode(block);
    return [block, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1_024)]));
}

const head = (more: object = {}) => ({
  path: "backup.json",
  content: JSON.stringify({
    kind: "leeway-backup",
    format: FORMAT,
    version: "1.2.3",
    createdAt: new Date(0).toISOString(),
    migrations: [],
    withKey: false,
    ...more,
  }),
});
const sums = (entries: readonly Entry[]) => ({
  path: "checksums.json",
  content: JSON.stringify({
    files: entries.map(({ path: name, content = "" }) => ({
      name,
      size: Buffer.from(content).length,
      sha256: createHash("sha256").update(content).digest("hex"),
    })),
  }),
});
/** An archive that is whole but for what is in it. */
const wholeWith = (...entries: Entry[]) => tarOf([head(), ...entries, sums(entries)]);
const upload = `uploads/file_${"a".repeat(32)}`;

async function refused(archive: Buffer): Promise<string> {
  const target = emptyFolder();
  for (const name of ["leeway.db", "secret.key"]) writeFileSync(join(target, name), `old ${name}`);
  const before = contentOf(target);
  const file = join(emptyFolder(), "b.tar.gz");
  writeFileSync(file, archive);
  const said = await restoreBackup({ dataFolder: target, file, progress: () => {} }).then(
    () => "restored",
    (error: Error) => `${error.name}: ${error.message.replace(file, "FILE")}`,
  );
  expect(contentOf(target)).toEqual(before);
  return said;
}

test.each<[string, Buffer, RegExp]>([
  ["a name that leads outside", wholeWith({ path: "../leeway.db", content: "x" }), /a file of another name/],
  ["an absolute name", wholeWith({ path: "/etc/cron.d/x", content: "x" }), /a file of another name/],
  ["a name that leads outside by a folder of ours", wholeWith({ path: "uploads/../../x" }), /a file of another name/],
  ["a name with an encoded slash", wholeWith({ path: "uploads/..%2fx" }), /a file of another name/],
  ["a Windows path", wholeWith({ path: "uploads\\..\\x" }), /a file of another name/],
  [
    "a link",
    wholeWith({ path: "leeway.db", type: "SymbolicLink", linkpath: "/etc/passwd" }),
    /of the kind SymbolicLink/,
  ],
  ["a hard link", wholeWith({ path: "secret.key", type: "Link", linkpath: "leeway.db" }), /of the kind Link/],
  ["a folder", wholeWith({ path: "uploads/", type: "Directory" }), /of the kind Directory/],
  ["a device", wholeWith({ path: "leeway.db", type: "CharacterDevice" }), /of the kind CharacterDevice/],
  ["a file that comes twice", wholeWith({ path: upload, content: "x" }, { path: upload, content: "x" }), /twice/],
  ["no database", wholeWith({ path: upload, content: "x" }), /has no database/],
  ["a file without a sum", tarOf([head(), { path: upload, content: "x" }, sums([])]), /files are missing/],
  ["a sum without a file", tarOf([head(), sums([{ path: upload }])]), /files are missing/],
  [
    "a file that was changed",
    tarOf([head(), { path: upload, content: "y" }, sums([{ path: upload, content: "x" }])]),
    /is not what was written/,
  ],
  ["more after its end", tarOf([head(), sums([]), { path: upload }]), /goes on after its end/],
  ["no beginning", tarOf([{ path: upload }, head(), sums([])]), /does not begin as one/],
  ["no end", tarOf([head()]), /breaks off/],
  ["a later format", tarOf([head({ format: FORMAT + 1 })]), /was made by a newer Leeway/],
  ["a head that is none", tarOf([{ path: "backup.json", content: '{"kind":"other"}' }]), /cannot be read/],
  ["a database that is none", wholeWith({ path: "leeway.db", content: "no database" }), /cannot be read/],
  ["no archive at all", Buffer.from("hello"), /no whole backup/],
  ["nothing", Buffer.alloc(0), /no whole backup/],
])("an archive with %s is refused in one line, and nothing is touched", async (_, archive, why) => {
  const said = await refused(archive);
  expect(said).toMatch(/^BackupRefused: /);
  expect(said).toMatch(why);
});

async function good(): Promise<Buffer> {
  const file = join(emptyFolder(), "good.tar.gz");
  const wish = { version: "1", withKey: true, overwrite: false, progress: () => {} };
  await makeBackup({ ...wish, dataFolder: await dataFolder("one"), file });
  return readFileSync(file);
}

test("a backup that breaks off anywhere, or has one other bit, is refused", async () => {
  const whole = await good();
  const plain = gunzipSync(whole);
  for (const part of [0.1, 0.5, 0.9, 0.999])
    expect(await refused(whole.subarray(0, Math.floor(whole.length * part)))).toMatch(/^BackupRefused: /);
  for (const part of [0.2, 0.6]) {
    const changed = Buffer.from(plain);
    changed[Math.floor(changed.length * part)]! ^= 1;
    expect(await refused(gzipSync(changed))).toMatch(/^BackupRefused: .*(is not what was written|cannot be read)/);
  }
});

test("a database of a later Leeway is refused, whatever the archive says of it", async () => {
  const said = await refused(tarOf([head({ migrations: ["Later9999"] }), sums([])]));
  expect(said).toMatch(/BackupRefused/);
});
