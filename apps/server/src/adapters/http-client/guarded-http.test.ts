import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpCall } from "@leeway/engine";
import { createServer as createTcp } from "node:net";
import { GuardedHttp } from "./guarded-http.js";
import { call, closing, code, listen, open, serve, tcp } from "./testing/far-ends.js";

let http: GuardedHttp;
beforeAll(() => {
  http = new GuardedHttp({ allowPrivateHosts: ["127.0.0.1", "localhost"], sandbox: () => undefined });
});
closing();
afterAll(() => http.close());

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
    expect(code(await send(url, { timeoutMs: 500 }))).toBe("cutOff request.timeout");
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
