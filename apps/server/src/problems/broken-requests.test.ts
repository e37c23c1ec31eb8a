import { afterEach, expect, test } from "vitest";
import { problemDocumentSchema } from "@leeway/api";
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { answerBroken } from "./broken-requests.js";

let server: Server;
afterEach(() => void server.close());

/** All that comes back on one connection for these bytes. */
async function sent(bytes: string): Promise<string> {
  server = createServer({ requestTimeout: 200, connectionsCheckingInterval: 50 }, (request, response) => {
    if (request.url === "/slow") return void request.resume();
    response.writeHead(200, { "content-length": 9 }).write("half");
  });
  server.on("clientError", answerBroken);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1", () => socket.write(bytes));
    socket.setEncoding("utf8").on("data", (piece: string) => (text += piece));
    socket.on("error", reject).on("close", () => resolve(text));
  });
}

test.each([
  ["broken HTTP", "nonsense\r\n\r\n", 400, "request.notHttp"],
  [
    "headers without end",
    `GET / HTTP/1.1\r\nhost: a\r\nx: ${"y".repeat(20_000)}\r\n\r\n`,
    431,
    "request.headersTooLarge",
  ],
  ["a body that never comes", "POST /slow HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\na", 408, "request.tooSlow"],
  ["headers that never end", "GET / HTTP/1.1\r\nhost: a\r\n", 408, "request.tooSlow"],
])("%s is answered with a problem document, and the connection ends", async (_, bytes, status, code) => {
  const [head = "", body = ""] = (await sent(bytes)).split("\r\n\r\n");
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [^]*application/problem\\+json`));
  expect(problemDocumentSchema.parse(JSON.parse(body))).toMatchObject({ status, code });
  expect(head).toContain(`content-length: ${Buffer.byteLength(body)}`);
});

test("what is broken after an answer has begun is not written into it", async () => {
  expect((await sent("GET / HTTP/1.1\r\nhost: a\r\n\r\nnonsense\r\n\r\n")).split("\r\n\r\n")[1]).toBe("half");
});
