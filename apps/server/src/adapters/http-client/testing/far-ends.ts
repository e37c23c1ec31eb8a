import type { HttpAnswer, HttpCall } from "@leeway/engine";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTcp, type AddressInfo, type Server as TcpServer, type Socket } from "node:net";
import { afterEach } from "vitest";

const never = { requested: false, onRequest: () => () => {} };
/** A call of a step; how busy the machine is does not end it. */
export const call = (url: string, more: Partial<HttpCall> = {}): HttpCall => ({
  method: "GET",
  url,
  headers: {},
  timeoutMs: 60_000,
  fresh: false,
  allowedHosts: undefined,
  cancellation: never,
  beforeWrite: () => true,
  ...more,
});
/** The servers of the test that is under way; the newest last. */
export const open: (Server | TcpServer)[] = [];
const sockets = new Set<Socket>();
/** Answers its address. */
export async function listen<T extends Server | TcpServer>(server: T): Promise<string> {
  server.on("connection", (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
export const serve = (listener: RequestListener) => listen(createServer(listener));
export const tcp = (onData: (socket: Socket) => void) =>
  listen(createTcp((socket) => void socket.on("error", () => {}).once("data", () => onData(socket))));
/** How a call ended, in a word. */
export const code = (answer: HttpAnswer) =>
  answer.kind === "answered" ? `answered ${answer.status}` : `${answer.kind} ${answer.error.code}`;

/** Closes what a test has opened, after each test of the file that calls this. */
export function closing() {
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    for (const server of open.splice(0)) server.close();
  });
}
