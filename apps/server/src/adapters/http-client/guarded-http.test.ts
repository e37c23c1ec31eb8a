import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { HttpAnswer, HttpCall } from "@leeway/engine";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTcp, type AddressInfo, type Server as TcpServer, type Socket } from "node:net";
import { GuardedHttp } from "./guarded-http.js";

const never = { requested: false, onRequest: () => () => {} };
const call = (url: string, more: Partial<HttpCall> = {}): HttpCall => ({
  method: "GET",
  url,
  headers: {},
  timeoutMs: 2_000,
  fresh: false,
  allowedHosts: undefined,
  cancellation: never,
  beforeWrite: () => true,
  ...more,
});
const open: (Server | TcpServer)[] = [];
const sockets = new Set<Socket>();
async function listen<T extends Server | TcpServer>(server: T): Promise<string> {
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const serve = (listener: RequestListener) => listen(createServer(listener));
const tcp = (onData: (socket: Socket) => void) =>
  listen(createTcp((socket) => void socket.on("error", () => {}).once("data", () => onData(socket))));
const code = (answer: HttpAnswer) =>
  answer.kind === "answered" ? `answered ${answer.status}` : `${answer.kind} ${answer.error.code}`;

let http: GuardedHttp;
let guarded: GuardedHttp;
beforeAll(() => {
  http = new GuardedHttp({ allowPrivateHosts: ["127.0.0.1", "localhost"], sandbox: () => undefined });
  guarded = new GuardedHttp({ allowPrivateHosts: [], sandbox: () => undefined });
});
afterEach(() => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  for (const server of open.splice(0)) server.close();
});
afterAll(() => Promise.all([http.close(), guarded.close()]));

describe.each([true, false])("the outgoing client, fresh connection: %s", (fresh) => {
  const send = (url: string, more: Partial<HttpCall> = {}) => http.send(call(url, { fresh, ...more }));

  test("sends method, path, headers and body, and answers status, headers and text", async () => {
    const url = await serve((request, response) => {
      let body = "";
      request
        .on("data", (chunk) => (body += String(chunk)))
        .on("end", () => {
          response
            .setHeader("x-a", ["1", "2"])
            .writeHead(201)
            .end(`${request.method} ${request.url} ${String(request.headers["x-b"])} ${request.headers.host} ${body}`);
        });
    });
    const answer = await send(`${url}/p?q=1`, {
      method: "post",
      headers: { "X-B": "b", Host: "evil.example" },
      body: "їжа",
    });
    expect(answer).toMatchObject({
      kind: "answered",
      status: 201,
      body: `POST /p?q=1 b ${new URL(url).host} їжа`,
      headers: { "x-a": "1, 2" },
    });
  });
  test("says who it is and takes nothing compressed, unless the call says otherwise in any letters", async () => {
    const url = await serve(({ rawHeaders }, response) => {
      const values = rawHeaders.filter((_, at) => /^(user-agent|accept-encoding)$/i.test(rawHeaders[at - 1] ?? ""));
      response.end(values.join(" "));
    });
    expect(await send(url)).toMatchObject({ body: "Leeway identity" });
    const own = { "User-Agent": "me", "ACCEPT-ENCODING": "gzip" };
    expect(await send(url, { headers: own })).toMatchObject({ body: "me gzip" });
  });
  test("ends what is in flight when it is closed", async () => {
    const own = new GuardedHttp({ allowPrivateHosts: ["127.0.0.1"], sandbox: () => undefined });
    let arrived = () => {};
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const answer = own.send(call(await serve(() => arrived()), { fresh, timeoutMs: 3_600_000 }));
    await arrival;
    await own.close();
    expect(code(await answer)).toBe("cutOff request.cutOff");
  });
  test("follows no redirect", async () => {
    let calls = 0;
    const url = await serve(
      (_request, response) => void (calls++, response.writeHead(302, { location: "/next" }).end()),
    );
    expect(code(await send(url))).toBe("answered 302");
    expect(calls).toBe(1);
  });
  test("hands an HTML page on as text, in its charset", async () => {
    const url = await serve((_request, response) =>
      response.setHeader("content-type", "text/html; charset=windows-1251").end(Buffer.from([0xef, 0xf0])),
    );
    expect(await send(url)).toMatchObject({ kind: "answered", body: "пр" });
  });
  test("tells a reset before the headers as cut off, and never tries again", async () => {
    let connections = 0;
    const url = await tcp((socket) => void (connections++, socket.resetAndDestroy()));
    expect(code(await send(url, { method: "POST", body: "x" }))).toBe("cutOff request.cutOff");
    expect(code(await send(url))).toBe("cutOff request.cutOff");
    expect(connections).toBe(2);
  });
  test("tells a reset within the body as cut off", async () => {
    const url = await tcp((socket) =>
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\nhalf", () =>
        setTimeout(() => socket.resetAndDestroy(), 20),
      ),
    );
    expect(code(await send(url))).toBe("cutOff request.cutOff");
  });
  test("tells an answer that is no HTTP as cut off", async () => {
    const url = await tcp((socket) => socket.end("SSH-2.0-nope\r\n"));
    expect(code(await send(url))).toBe("cutOff request.cutOff");
  });
  test("ends a slow answer at the deadline, as cut off by time", async () => {
    const url = await serve((_request, response) => void response.write("drip"));
    expect(code(await send(url, { timeoutMs: 80 }))).toBe("cutOff request.timeout");
  });
  test("stops reading an answer that is too large", async () => {
    let sent = 0;
    const url = await serve((_request, response) => {
      const chunk = Buffer.alloc(256 * 1024);
      const more = (): void => {
        while (!response.destroyed && sent < 400 && response.write(chunk)) sent++;
        sent++;
      };
      response.on("drain", more).on("error", () => {});
      more();
    });
    expect(code(await send(url))).toBe("cutOff request.tooLarge");
    expect(sent).toBeLessThan(200);
  });
  test("tells a refused connection and an unknown name as not sent", async () => {
    const url = await serve(() => {});
    const gone = open.pop()!;
    await new Promise((resolve) => gone.close(resolve));
    expect(code(await send(url))).toBe("notSent request.notSent");
    const nowhere = new GuardedHttp({ allowPrivateHosts: [], sandbox: () => undefined }, () =>
      Promise.reject(Object.assign(new Error("no"), { code: "ENOTFOUND" })),
    );
    const answer = await nowhere.send(call("http://nowhere.example/", { fresh }));
    expect(answer).toMatchObject({ kind: "notSent", error: { values: { reason: "ENOTFOUND" } } });
    await nowhere.close();
  });
  test("tells a failed TLS handshake as not sent", async () => {
    const url = await tcp((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));
    let asked = 0;
    const answer = await send(url.replace("http:", "https:"), { beforeWrite: () => ++asked > 0 });
    expect([code(answer), asked]).toEqual(["notSent request.notSent", 0]);
  });
  test("tells a deadline during connecting as not sent", async () => {
    const url = await listen(createTcp(() => {}));
    expect(code(await send(url.replace("http:", "https:"), { timeoutMs: 80 }))).toBe("notSent request.timeout");
  });
  test("asks once, on the connected socket, before a byte is written; on false nothing is", async () => {
    let bytes = 0;
    const url = await listen(
      createTcp((socket) => void socket.on("error", () => {}).on("data", (data) => (bytes += data.length))),
    );
    let asked = 0;
    const answer = await send(url, { beforeWrite: () => (asked++, false) });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([answer.kind, asked, bytes]).toEqual(["notSent", 1, 0]);
  });
  test("a cancellation ends a call in flight as cut off, one that came before as not sent", async () => {
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const url = await serve(() => arrive());
    let cancel = () => {};
    const later = send(url, {
      cancellation: { requested: false, onRequest: (listener) => ((cancel = listener), () => {}) },
    });
    await arrived;
    cancel();
    expect(code(await later)).toBe("cutOff step.interrupted");
    const before = { requested: true, onRequest: (listener: () => void) => (listener(), () => {}) };
    expect(code(await send(url, { cancellation: before }))).toBe("notSent step.interrupted");
  });
  test("refuses a header that would break out of its line", async () => {
    expect(code(await send("http://127.0.0.1:9/", { headers: { "x-a": "1\r\nx-b: 2" } }))).toMatch(/^refused/);
    expect(code(await send("http://127.0.0.1:9/", { method: "GET / HTTP/1.1\r\n" }))).toMatch(/^refused/);
  });
});

describe("connections", () => {
  test("a fresh call never shares one and closes its own; others are kept", async () => {
    const ports = new Set<number>();
    const headers: (string | undefined)[] = [];
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort!);
      headers.push(request.headers.connection);
      response.end("ok");
    });
    for (let i = 0; i < 3; i++) await http.send(call(url, { fresh: true }));
    expect([ports.size, headers]).toEqual([3, ["close", "close", "close"]]);
    for (let i = 0; i < 3; i++) await http.send(call(url));
    expect(ports.size).toBeLessThan(6);
  });
});

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
