import { isPermission, type Permission } from "@leeway/api";
import { RequestMethod, type Type } from "@nestjs/common";
import { METHOD_METADATA, PATH_METADATA } from "@nestjs/common/constants.js";
import { isPublic, Needs, type RouteSource } from "./auth.guard.js";

/** Whom a route is for: everybody, who has a permission, or nobody, where its author has not said it. */
export type RouteRule = Permission | "open" | "nobody";

/** The rule of every route of some controllers, by method and address: `GET /api/v1/runs/{id}` → `runs.view`. */
export function routeRules(controllers: readonly Type[]): Map<string, RouteRule> {
  return new Map([...routeSources(controllers)].map(([address, source]) => [address, ruleOf(source)]));
}

/** Every route of some controllers, by method and address. */
export function routeSources(controllers: readonly Type[]): Map<string, RouteSource> {
  return new Map(controllers.flatMap(sourcesOf));
}

function sourcesOf(controller: Type): [string, RouteSource][] {
  const base = pathOf(controller);
  const methods = Object.getOwnPropertyNames(controller.prototype).map(
    (name) => (controller.prototype as Record<string, unknown>)[name],
  );
  return methods.flatMap((handler): [string, RouteSource][] => {
    if (typeof handler !== "function") return [];
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const path = [base, pathOf(handler)].filter((part) => part !== "").join("/");
    return [[addressOf(RequestMethod[method] ?? "", `/${path}`), { controller, handler }]];
  });
}

/** How a route is called here, by its method and the path that the router knows. */
export const addressOf = (method: string, path: string): string => `${method} ${path}`.replace(/:(\w+)/g, "{$1}");

function pathOf(target: object): string {
  const path: unknown = Reflect.getMetadata(PATH_METADATA, target);
  return typeof path === "string" ? path.replace(/^\/|\/$/g, "") : "";
}

function ruleOf({ controller, handler }: RouteSource): RouteRule {
  if (isPublic(handler, controller)) return "open";
  const needed: unknown = Reflect.getMetadata(Needs.KEY, handler);
  return typeof needed === "string" && isPermission(needed) ? needed : "nobody";
}
