import { isPermission, type Permission } from "@leeway/api";
import { RequestMethod, type Type } from "@nestjs/common";
import { METHOD_METADATA, PATH_METADATA } from "@nestjs/common/constants.js";
import { isPublic, Needs } from "./auth.guard.js";

/** Whom a route is for: everybody, who has a permission, or nobody, where its author has not said it. */
export type RouteRule = Permission | "open" | "nobody";

/** The rule of every route of some controllers, by method and address: `GET /api/v1/runs/{id}` → `runs.view`. */
export function routeRules(controllers: readonly Type[]): Map<string, RouteRule> {
  return new Map(controllers.flatMap(rulesOf));
}

function rulesOf(controller: Type): [string, RouteRule][] {
  const base = pathOf(controller);
  const methods = Object.getOwnPropertyNames(controller.prototype).map(
    (name) => (controller.prototype as Record<string, unknown>)[name],
  );
  return methods.flatMap((handler): [string, RouteRule][] => {
    if (typeof handler !== "function") return [];
    const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
    if (method === undefined) return [];
    const path = [base, pathOf(handler)].filter((part) => part !== "").join("/");
    const address = `${RequestMethod[method]} /${path}`.replace(/:(\w+)/g, "{$1}");
    return [[address, ruleOf(controller, handler)]];
  });
}

function pathOf(target: object): string {
  const path: unknown = Reflect.getMetadata(PATH_METADATA, target);
  return typeof path === "string" ? path.replace(/^\/|\/$/g, "") : "";
}

function ruleOf(controller: Type, handler: object): RouteRule {
  if (isPublic(handler, controller)) return "open";
  const needed: unknown = Reflect.getMetadata(Needs.KEY, handler);
  return typeof needed === "string" && isPermission(needed) ? needed : "nobody";
}
