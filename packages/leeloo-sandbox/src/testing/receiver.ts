import { onTestFinished } from "vitest";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { LeelooEvent } from "../events.js";

/** Somebody's webhook behind a real port until the test ends; it keeps what came and answers with `status`. */
export async function receiver(status = 200) {
  const came: LeelooEvent[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      came.push(JSON.parse(Buffer.concat(chunks).toString("utf8")) as LeelooEvent);
      response.writeHead(status).end();
    });
  });
  onTestFinished(() => server.close().closeAllConnections());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/leeloo/key`;
  /** What came, as soon as so many are there. */
  const events = async (count: number): Promise<LeelooEvent[]> => {
    const end = Date.now() + 5_000;
    while (came.length < count) {
      if (Date.now() > end) throw new Error(`${came.length} of ${count} events came`);
      await new Promise((done) => setTimeout(done, 5));
    }
    return came.splice(0, count);
  };
  return { url, came, events };
}
