import { createServer } from "node:http";
import { parentPort, workerData } from "node:worker_threads";
import { pickLocale, sayHttpProblem, type ProblemDocument } from "@leeway/api";

const { port, host } = workerData as { port: number; host: string };
/** Whoever asks again so soon finds what came of it. */
const AGAIN_S = 5;

const server = createServer(({ url = "", headers }, response) => {
  const isLive = url.split("?")[0] === "/health/live";
  const code = "server.updating";
  const said = sayHttpProblem(code, {}, pickLocale(headers["accept-language"]));
  const problem: ProblemDocument = { type: `urn:leeway:problem:${code}`, ...said, status: 503, code };
  const isPage = !isLive && headers.accept?.includes("text/html");
  const kind = isPage ? "text/html" : isLive ? "application/json" : "application/problem+json";
  response.writeHead(isLive ? 200 : 503, {
    "content-type": `${kind}; charset=utf-8`,
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    // The server itself answers next.
    connection: "close",
    ...(!isLive && { "retry-after": String(AGAIN_S) }),
  });
  response.end(isPage ? pageOf(problem) : JSON.stringify(isLive ? { status: "ok" } : problem));
});
/** Loads itself anew until the server answers: who waits has nothing to do. */
const pageOf = ({ title, detail }: ProblemDocument) =>
  `<!doctype html><meta name="color-scheme" content="light dark"><meta http-equiv="refresh" content="${AGAIN_S}">` +
  `<meta name="viewport" content="width=device-width"><title>${title}</title><h1>${title}</h1><p>${detail ?? ""}</p>`;
const end = () => {
  server.close();
  server.closeAllConnections();
  parentPort?.close();
};
// A port that is taken is told by the server, when it wants it.
server.on("error", end);
server.listen(port, host, () => parentPort?.postMessage(server.address()));
parentPort?.on("message", end);
