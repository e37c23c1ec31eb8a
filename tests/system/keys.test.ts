import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync, statSync, watch } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { amount, patience } from "@leeway/engine/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Leeway, serverFile } from "./leeway.js";

/** More than one batch of the rotation. The sandbox of the first workspace is a further one. */
const CREDENTIALS = 120;
/** So often a rotation is killed. */
const ROUNDS = { short: 3, long: 30 };
const leeway = new Leeway();
const keyFile = join(leeway.data, "secret.key");
const ids: string[] = [];
/** Takes the one token that is asked for by the call's credential. */
let farEnd: Server;
let wanted = "";

beforeAll(async () => {
  farEnd = createServer((request, response) => {
    response.writeHead(request.headers.authorization === `Bearer ${wanted}` ? 200 : 401).end();
  }).listen(0, "127.0.0.1");
  await leeway.start();
  const allowedHosts = [`127.0.0.1:${(farEnd.address() as AddressInfo).port}`];
  for (let index = 0; index < CREDENTIALS; index++) {
    const data = { token: `token-${index}`, allowedHosts };
    ids.push((await leeway.api("POST", "/credentials", { type: "httpBearer", name: `c${index}`, data })).id);
  }
});
afterAll(async () => {
  farEnd.close();
  await leeway.close();
});

function command(...words: string[]): ChildProcess {
  return spawn(process.execPath, [join(dirname(serverFile), "cli.js"), "keys", ...words], {
    env: { PATH: process.env["PATH"] ?? "", LEEWAY_DATA_DIR: leeway.data },
    stdio: ["ignore", "pipe", "pipe"],
  });
}
async function said(child: ChildProcess): Promise<{ code: number | null; text: string }> {
  let text = "";
  child.stdout?.on("data", (more: Buffer) => (text += more.toString()));
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, text };
}

/** Every twentieth credential, so that those of each batch are among them. */
async function expectSomeOpen() {
  for (const [index, id] of ids.entries()) {
    if (index % 20 !== 0) continue;
    wanted = `token-${index}`;
    expect([index, await leeway.api("POST", `/credentials/${id}/test`)]).toEqual([index, { ok: true }]);
  }
}

/** When the rotation is killed: as soon as the key file is another one, and when it has said so many lines. */
async function killedAt(round: number): Promise<void> {
  const child = command("rotate");
  const ended = new Promise((resolve) => child.once("close", resolve));
  const kill = () => child.kill("SIGKILL");
  if (round === 0) {
    const watcher = watch(leeway.data, (_, name) => name === "secret.key" && kill());
    await ended;
    return watcher.close();
  }
  let lines = 0;
  child.stderr?.on("data", (text: Buffer) => {
    lines += text.toString().split("\n").length - 1;
    if (lines >= round) kill();
  });
  await ended;
}

test(
  "keys are rotated while the server runs, and a rotation that is killed anywhere leaves all credentials to open",
  async () => {
    const first = readFileSync(keyFile, "utf8").trim();
    for (let round = 0; round < amount(ROUNDS); round++) {
      await killedAt(round % 3);
      await expectSomeOpen();
    }
    const { code, text } = await said(command("rotate", "--json"));
    expect([code, JSON.parse(text)]).toEqual([0, expect.objectContaining({ rows: CREDENTIALS + 1, unreadable: 0 })]);
    await expectSomeOpen();

    const list = JSON.parse((await said(command("list", "--json"))).text);
    const [key, ...old] = list.keys;
    expect([key.use, key.dataKeys]).toEqual(["seals", 2]);
    expect(old.every(({ dataKeys }: { dataKeys: number }) => dataKeys === 0)).toBe(true);
    expect(list.dataKeys).toEqual([expect.objectContaining({ key: key.id, rows: CREDENTIALS + 1 })]);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);

    // Nothing needs the first key any more: not even a server that knows only the files.
    for (const { id } of old) expect((await said(command("forget", id))).code).toBe(0);
    expect(readFileSync(keyFile, "utf8")).not.toContain(first);
    await leeway.kill();
    await leeway.start();
    await expectSomeOpen();
  },
  patience(ROUNDS),
);
