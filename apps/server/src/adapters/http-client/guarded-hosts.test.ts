import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GuardedHttp } from "./guarded-http.js";
import { call, closing, code, serve } from "./testing/far-ends.js";

let http: GuardedHttp;
let guarded: GuardedHttp;
beforeAll(() => {
  http = new GuardedHttp({ allowPrivateHosts: ["127.0.0.1", "localhost"], sandbox: () => undefined });
  guarded = new GuardedHttp({ allowPrivateHosts: [], sandbox: () => undefined });
});
closing();
afterAll(() => Promise.all([http.close(), guarded.close()]));

describe("what may not be reached", () => {
  test.each([
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.1./",
    "http://0/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://169.254.169.254/latest/meta-data",
    "http://[fd00:ec2::254]/",
    "http://10.1.2.3:8080/",
    "http://[64:ff9b::a9fe:a9fe]/",
    "http://[fe80::1]/",
    "http://localhost/",
    "https://192.168.0.1/",
    "http://100.100.100.200/",
  ])("%s is refused as private", async (url) => {
    expect(
      code(
        await guarded.send(
          call(url, {
            beforeWrite: () => {
              throw new Error("wrote");
            },
          }),
        ),
      ),
    ).toBe("refused request.privateAddress");
  });
  test.each([
    "ftp://a.example/",
    "file:///etc/passwd",
    "gopher://a/",
    "data:text/plain,x",
    "//a",
    "a",
    "",
    "http://",
    "http://u:p@a.example/",
  ])("%s is refused as no address to call", async (url) => {
    expect(code(await guarded.send(call(url)))).toBe("refused request.badUrl");
  });
  test("a name with one private address among public ones is refused", async () => {
    const mixed = new GuardedHttp({ allowPrivateHosts: [], sandbox: () => undefined }, () =>
      Promise.resolve([
        { address: "8.8.8.8", family: 4 },
        { address: "10.0.0.1", family: 4 },
      ]),
    );
    expect(code(await mixed.send(call("http://mixed.example/")))).toBe("refused request.privateAddress");
    await mixed.close();
  });
  test("the own sandbox hears whose call it is from the client alone, whatever the step says", async () => {
    const url = await serve((request, response) =>
      response.end(
        JSON.stringify([request.rawHeaders.filter((_, index) => /^x-who$/i.test(request.rawHeaders[index - 1] ?? ""))]),
      ),
    );
    const sandboxHeaders = (workspaceId: string | undefined) => ({ "x-who": workspaceId ?? "nobody" });
    const client = new GuardedHttp({
      allowPrivateHosts: ["127.0.0.1"],
      sandbox: () => `${url}/sandbox`,
      sandboxHeaders,
    });
    const sent = { workspaceId: "w1", headers: { "X-Who": "w2", "x-who": "w3" } };
    expect(await client.send(call(`${url}/sandbox/tags`, sent))).toMatchObject({ body: '[["w1"]]' });
    expect(await client.send(call(`${url}/tags`, { ...sent, headers: { "X-Who": "w2" } }))).toMatchObject({
      body: '[["w2"]]',
    });
    await client.close();
  });
  test("the own sandbox is open by its path, the rest of its port is not", async () => {
    const url = await serve((_request, response) => response.end("ok"));
    const client = new GuardedHttp({ allowPrivateHosts: [], sandbox: () => `${url}/sandbox/` });
    expect(code(await client.send(call(`${url}/sandbox/api/v2/tags`)))).toBe("answered 200");
    expect(code(await client.send(call(`${url}/metrics`)))).toBe("refused request.privateAddress");
    expect(code(await client.send(call(`${url}/sandbox/../metrics`)))).toBe("refused request.privateAddress");
    await client.close();
  });
  test("a host that the credential does not name is refused", async () => {
    expect(code(await http.send(call("http://127.0.0.1:1/", { allowedHosts: ["api.leeloo.ai"] })))).toBe(
      "refused credential.hostNotAllowed",
    );
  });
});
