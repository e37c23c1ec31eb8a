import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What stands first in every id, in the sandbox and in the account. */
const DIGITS = new Map([
  ["5", "a"],
  ["6", "b"],
]);
const back = new Map([...DIGITS].map(([here, there]) => [there, here]));

const swapped = (text: string, digits: ReadonlyMap<string, string>) =>
  text.replace(/\b[0-9a-f]{24}\b/g, (id) => (digits.get(id[0] ?? "") ?? id[0] ?? "") + id.slice(1));

/** A Leeloo like the one at `origin` whose ids are all others, as those of a real account are. */
export async function anotherAccount(origin: string): Promise<{ origin: string; close: () => void }> {
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
      const { method = "GET", url = "/", headers } = request;
      const token = String(headers["x-leeloo-authtoken"] ?? "");
      const answer = await fetch(origin + swapped(url, back), {
        method,
        headers: { "x-leeloo-authtoken": token, "content-type": "application/json" },
        ...(method !== "GET" && { body: swapped(Buffer.concat(chunks).toString("utf8"), back) }),
      });
      response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" });
      response.end(swapped(await answer.text(), DIGITS));
    })().catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${port}`, close };
}
