import "reflect-metadata";
import { connect, type Socket } from "node:net";
import { setTimeout as after } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startWhole, type WholeServer } from "../testing/whole-server.js";
import { AuthGuard } from "./auth.guard.js";

const key = "an-api-key-of-the-tests";
const MEGABYTE = 1_048_576;
let server: WholeServer;
beforeAll(async () => {
  const environment = {
    LEEWAY_OWNER_EMAIL: "first@example.com",
    LEEWAY_OWNER_PASSWORD: "a password of theirs",
    LEEWAY_API_KEY: key,
  };
  server = await startWhole(environment, null, () => {});
});
afterAll(() => server.close());

/** A connection on which bytes are written as they are. */
class Wire {
  readonly #socket: Socket;
  #heard = "";

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#socket = connect(Number(port), hostname);
    this.#socket.on("data", (bytes: Buffer) => (this.#heard += bytes.toString()));
    this.#socket.on("error", () => undefined);
  }

  send = (bytes: string | Buffer) => this.#socket.write(bytes);
  close = () => this.#socket.destroy();

  /** The status of the next answer, read to its end. */
  async status(): Promise<number> {
    for (;;) {
      const [whole = "", status = "", length = ""] =
        /^HTTP\/1\.1 (\d+)[^]*?\r\ncontent-length: (\d+)\r\n[^]*?\r\n\r\n/i.exec(this.#heard) ?? [];
      const end = whole.length + Number(length);
      if (whole !== "" && Buffer.byteLength(this.#heard) >= end) {
        this.#heard = Buffer.from(this.#heard).subarray(end).toString();
        return Number(status);
      }
      if (this.#socket.destroyed) throw new Error(`the connection ended; it said ${this.#heard}`);
      await after(5);
    }
  }
}
let wire: Wire;
const open = () => (wire = new Wire(server.url));
afterEach(() => wire.close());

const head = (path: string, ...lines: string[]) =>
  [`POST /api/v1/${path} HTTP/1.1`, "host: localhost", ...lines, "", ""].join("\r\n");
const json = "content-type: application/json";
const mine = `authorization: Bearer ${key}`;
/** Whether the connection's next request is heard and answered. */
async function goesOn(): Promise<void> {
  wire.send(`GET /health/live HTTP/1.1\r\nhost: localhost\r\n\r\n`);
  expect(await wire.status()).toBe(200);
}

describe("who is refused is so before the body has come", () => {
  test.each([
    ["a stranger", "workflows", [], 401],
    ["a wrong key", "workflows", ["authorization: Bearer lw_guessed"], 401],
    ["a key that may not", "me/delete", [mine], 403],
  ] as const)("%s", async (_who, path, lines, status) => {
    open().send(head(path, ...lines, json, `content-length: ${MEGABYTE}`));
    expect(await wire.status()).toBe(status);
    wire.send(Buffer.alloc(MEGABYTE, "x"));
    await goesOn();
  });

  test("with a body of parts, and what follows behind its end is let pass with it", async () => {
    const parts = '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n';
    const length = parts.length + MEGABYTE;
    open().send(head("workflows", "content-type: multipart/form-data; boundary=x", `content-length: ${length}`));
    wire.send(parts);
    expect(await wire.status()).toBe(401);
    wire.send(Buffer.alloc(MEGABYTE, "x"));
    await goesOn();
  });

  test("with a body that does not say how long it is", async () => {
    open().send(head("workflows", json, "transfer-encoding: chunked"));
    expect(await wire.status()).toBe(401);
    for (let index = 0; index < 16; index += 1) wire.send(`10000\r\n${"x".repeat(0x10000)}\r\n`);
    wire.send("0\r\n\r\n");
    await goesOn();
  });

  test("one after the other on one connection, as many as like", async () => {
    open();
    for (let index = 0; index < 20; index += 1) {
      wire.send(head("workflows", json, "content-length: 100000"));
      wire.send(Buffer.alloc(100_000, "x"));
    }
    for (let index = 0; index < 20; index += 1) expect(await wire.status()).toBe(401);
    await goesOn();
  });
});

test("a body of nobody is not read at all: a stranger's rubbish is not what is said to be wrong", async () => {
  const answer = await fetch(`${server.url}/api/v1/workflows`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"a":',
  });
  expect(answer.status).toBe(401);
});

test("where everybody is let in, a body has no more than signing in takes", async () => {
  const ask = (length: number) =>
    fetch(`${server.url}/api/v1/auth/reset/look`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: "x", more: "x".repeat(length) }),
    });
  const [taken, refused] = [await ask(60_000), await ask(70_000)];
  expect([taken.status === 413, refused.status]).toEqual([false, 413]);
  expect(((await refused.json()) as { detail: string }).detail).toContain("65536");
});

test("each request is looked at once", async () => {
  const guard = server.app.get(AuthGuard);
  const look = guard.look.bind(guard);
  const looked: string[] = [];
  guard.look = (request, ...rest) => {
    looked.push(request.url);
    look(request, ...rest);
  };
  const headers = { authorization: `Bearer ${key}` };
  for (const path of ["workflows", "auth/state", "runs?limit=1"])
    await fetch(`${server.url}/api/v1/${path}`, { headers });
  guard.look = look;
  expect(looked).toEqual(["/api/v1/workflows", "/api/v1/auth/state", "/api/v1/runs?limit=1"]);
});
