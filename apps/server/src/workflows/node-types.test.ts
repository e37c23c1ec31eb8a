import "reflect-metadata";
import { ROLE_HEADER } from "@leeway/api";
import { definitions } from "@leeway/nodes";
import { request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bearer } from "../accounts/testing/something-of-everything.js";
import { startWhole, type WholeServer } from "../testing/whole-server.js";

const key = "key-of-the-workspace";
let server: WholeServer;
beforeAll(async () => {
  const owner = { LEEWAY_OWNER_EMAIL: "first@example.com", LEEWAY_OWNER_PASSWORD: "a password of theirs" };
  server = await startWhole({ ...owner, LEEWAY_API_KEY: key }, null, () => {});
});
afterAll(() => server.close());

/** Answers what came over the wire, packed as it was. */
async function ask(headers: Record<string, string> = {}, query = "") {
  const url = `${server.url}/api/v1/node-types${query}`;
  const answer = await request(url, { headers: { ...("cookie" in headers ? {} : bearer(key)), ...headers } });
  return { status: answer.statusCode, headers: answer.headers, bytes: Buffer.from(await answer.body.arrayBuffer()) };
}
const all = JSON.parse(JSON.stringify({ items: definitions }));

describe("the catalogue", () => {
  test("comes packed to who can unpack it, at less than a quarter", async () => {
    const { headers, bytes } = await ask({ "accept-encoding": "gzip, deflate, br" });
    expect(headers).toMatchObject({ "content-encoding": "gzip", vary: "accept-encoding" });
    expect(bytes.length).toBeLessThan(JSON.stringify(all).length / 4);
    const unpacked = await fetch(`${server.url}/api/v1/node-types`, { headers: bearer(key) });
    expect(unpacked.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(await unpacked.json()).toEqual(all);
  });

  test.each([{}, { "accept-encoding": "identity" }, { "accept-encoding": "gzip;q=0, br" }])(
    "comes as it is to who sends %j",
    async (sent: Record<string, string>) => {
      const { headers, bytes } = await ask(sent);
      expect(headers).not.toHaveProperty("content-encoding");
      expect(JSON.parse(bytes.toString())).toEqual(all);
    },
  );

  test("is kept by the browser of who asked, which asks each time whether it still holds", async () => {
    const { headers } = await ask();
    expect(headers).toMatchObject({
      "cache-control": "private, no-cache",
      etag: expect.stringMatching(/^W\/"[\w-]+"$/),
    });
    const tag = String(headers["etag"]);
    for (const known of [tag, tag.slice(2), `"another", ${tag}`, "*"]) {
      const again = await ask({ "if-none-match": known });
      expect({ known, status: again.status, bytes: again.bytes.length }).toEqual({ known, status: 304, bytes: 0 });
      expect(again.headers["etag"]).toBe(tag);
    }
  });

  test("that still holds comes with the role of who asked, which may have become another one", async () => {
    const signIn = await fetch(`${server.url}/api/v1/auth/sign-in`, {
      method: "POST",
      headers: { origin: server.url, "content-type": "application/json" },
      body: JSON.stringify({ email: "first@example.com", password: "a password of theirs" }),
    });
    const cookie = signIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    const { status, headers } = await ask({ cookie, "if-none-match": "*" });
    expect({ status, role: headers[ROLE_HEADER] }).toEqual({ status: 304, role: "owner" });
  });

  test("comes whole to who has that of another server", async () => {
    const { status, bytes } = await ask({ "if-none-match": 'W/"of-an-older-version"' });
    expect(status).toBe(200);
    expect(JSON.parse(bytes.toString())).toEqual(all);
  });

  test("is told to nobody who may not read it, also where they have it", async () => {
    const { status } = await ask({ ...bearer("another key"), "if-none-match": "*" });
    expect(status).toBe(401);
  });

  test("comes in pages to who asks for them", async () => {
    const { headers, bytes } = await ask({}, "?limit=2");
    const { items, nextCursor } = JSON.parse(bytes.toString());
    expect({ items, tag: headers["etag"] }).toEqual({ items: all.items.slice(0, 2), tag: undefined });
    const next = JSON.parse((await ask({}, `?limit=1&cursor=${nextCursor}`)).bytes.toString());
    expect(next.items).toEqual([all.items[2]]);
  });
});
