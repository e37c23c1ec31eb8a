import type { FastifyInstance, FastifyRequest } from "fastify";
import { Problem } from "./problem.js";

interface Route {
  methods: Set<string>;
  matches: RegExp;
}

const tables = new WeakMap<FastifyInstance["server"], Map<string, Route>>();

/** Remembers which methods an address takes. Before the first route is made: earlier ones are not seen. */
export function rememberRoutes(fastify: FastifyInstance): void {
  const routes = new Map<string, Route>();
  tables.set(fastify.server, routes);
  fastify.addHook("onRoute", ({ url, method }) => {
    // What takes everything below it is no address of its own.
    if (url.includes("*")) return;
    const route = routes.get(url) ?? { methods: new Set(), matches: patternOf(url) };
    for (const one of Array.isArray(method) ? method : [method]) route.methods.add(one);
    routes.set(url, route);
  });
}

/** What to answer where no route was found: an address that exists takes other methods, any other does not exist. */
export function noSuchRoute(request: FastifyRequest): Problem {
  const path = request.url.split("?")[0] ?? "";
  const routes = [...(tables.get(request.server.server)?.values() ?? [])].filter(({ matches }) => matches.test(path));
  const allowed = [...new Set(routes.flatMap(({ methods }) => [...methods]))].sort();
  if (allowed.length === 0 || allowed.includes(request.method)) return new Problem("notFound");
  return new Problem("method.notAllowed", { method: request.method, allowed: allowed.join(", ") });
}

function patternOf(url: string): RegExp {
  const parts = url
    .split("/")
    .map((part) => (part.startsWith(":") ? "[^/]+" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  return new RegExp(`^${parts.join("/")}$`);
}
