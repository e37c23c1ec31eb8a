import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { sendProblem } from "../problems/problem.filter.js";
import { noSuchRoute } from "../problems/route-table.js";
import { serverFolder } from "../server-folder.js";

const built = join(serverFolder, "../editor/dist");
/** Below these, what is unknown is an error; anywhere else it is an address inside the editor. */
const notPages = /^\/(api|hooks|hooks-test|health|metrics|sandbox|assets|forms)(\/|$|\?)/;

/** Serves the built editor: hashed files for good, the page fresh each time. */
export function serveEditor(fastify: FastifyInstance): void {
  void fastify.register(fastifyStatic, { root: built, serve: false, preCompressed: true });
  fastify.get("/*", (request, reply) => {
    const path = request.url.split("?")[0] ?? "/";
    const file = path.slice(1);
    if (path.startsWith("/assets/") && existsSync(join(built, "assets", file.split("/").at(-1) ?? "")))
      return reply.sendFile(file, { maxAge: "365d", immutable: true });
    if (notPages.test(path)) {
      sendProblem(noSuchRoute(request), request, reply);
      return reply;
    }
    if (file !== "" && !file.includes("/") && existsSync(join(built, file)) && file !== "index.html")
      return reply.sendFile(file, { maxAge: "1h" });
    return reply.header("cache-control", "no-cache").sendFile("index.html", { cacheControl: false });
  });
}
