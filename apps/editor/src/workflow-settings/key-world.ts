import type { ExpressionScope } from "@leeway/engine";
import type { PreviewWorld } from "../expression/preview-context.js";

/** What there is when a run asks for its place: it has no id yet, and no person. */
const there: ReadonlySet<string> = new Set(["trigger", "steps", "vars", "workflow", "now"]);

const narrowed = (scope: ExpressionScope): ExpressionScope => ({
  ...scope,
  values: Object.fromEntries(Object.entries(scope.values).filter(([name]) => there.has(name))),
});

/** Of what a trigger's fields know, that which the key can be made of. */
export const keyWorld = (world: PreviewWorld): PreviewWorld => ({
  ...world,
  scope: narrowed(world.scope),
  offered: narrowed(world.offered),
  roots: world.roots.filter(({ path }) => there.has(/^\w+/.exec(path)?.[0] ?? "")),
});
