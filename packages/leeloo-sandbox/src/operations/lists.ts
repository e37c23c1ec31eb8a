import { page } from "../read.js";
import { notFound, ok, type Reply } from "../reply.js";
import type { Setup } from "../setup.js";
import type { Json, JsonObject, State } from "../state.js";
import type { Call } from "../world.js";

/** GET /tags */
export const listTags = ({ world }: Call): Reply => ok(world.setup.tags.map((tag) => ({ ...tag })));

/** GET /connections */
export const listConnections = ({ world }: Call): Reply =>
  ok({ connections: world.setup.connections.map((one) => ({ ...one })) });

/** GET /users */
export const listUsers = (call: Call): Reply =>
  page(
    call,
    call.world.setup.users.map((user) => ({ ...user })),
    call.world.setup.users.length,
  );

/** GET /users/{user_id} */
export function getUser({ params, world }: Call): Reply {
  const user = world.setup.users.find(({ id }) => id === params[0]) ?? world.guest(params[0], world.setup.users[0]);
  if (!user) throw notFound("User");
  return ok({ ...user });
}

type Tunnel = Setup["tunnels"][number];
const brief = ({ id, name, createdAt, updatedAt }: Tunnel): JsonObject => ({ id, name, createdAt, updatedAt });

/** GET /tunnels */
export const listTunnels = (call: Call): Reply =>
  page(call, call.world.setup.tunnels.map(brief), call.world.setup.tunnels.length);

/** The reference shows no traffic sources: an LGT names them only once some were made. */
export const leadgentoolsOf = ({ notes }: State, { leadgentools }: Tunnel): JsonObject[] =>
  leadgentools.map((lgt) => {
    const made = [...notes.values()].filter(
      ({ kind, data }) => kind === "trafficSource" && data["leadgentool_id"] === lgt.id,
    );
    const trafficSources = made.map(({ id, data }) => ({ id, name: data["name"] ?? "" }));
    return { ...lgt, ...(trafficSources.length > 0 && { trafficSources }) };
  });

/** GET /tunnels/{tunnel_id}?include=leadgentools */
export function getTunnel(call: Call): Reply {
  const tunnel = tunnelAt(call);
  const links = { leadgentools: tunnel.leadgentools.map(({ id }) => ({ type: "leadgentools", id })) };
  const asked = (call.query.get("include") ?? "").split(",").includes("leadgentools");
  const linked = asked ? { leadgentools: leadgentoolsOf(call.world.state, tunnel) } : {};
  return ok({ ...brief(tunnel), links }, { linked });
}

/** GET /tunnels/stats and GET /tunnels/{tunnel_id}/stats: numbers of the one or of all. */
export function tunnelStats(call: Call): Reply {
  const tunnels: readonly Tunnel[] = call.params.length > 0 ? [tunnelAt(call)] : call.world.setup.tunnels;
  const lgts = new Set<string>(tunnels.flatMap(({ leadgentools }) => leadgentools.map(({ id }) => id)));
  const { channels, orders, notes } = call.world.state;
  const here = new Set<Json>(tunnels.map(({ id }) => id));
  const subscribed = [...notes.values()]
    .filter(({ kind, data }) => kind === "subscription" && here.has(data["tunnel_id"] ?? ""))
    .flatMap(({ data }) => {
      const account = data["account_id"];
      return (typeof account === "string" && channels.get(account)) || [];
    });
  const cameIn = [...channels.values()].filter(({ leadgentool_id }) => lgts.has(leadgentool_id));
  const inside = [...cameIn, ...subscribed];
  const people = new Set(inside.map(({ person_id }) => person_id));
  const ordered = [...orders.values()].filter(({ person_id }) => people.has(person_id));
  const sold = ordered.filter(({ status }) => status === "RESOLVED");
  return ok([
    {
      subscribers: inside.length,
      uniqSubscribers: people.size,
      orders: ordered.length,
      sales: sold.length,
      uniqSales: new Set(sold.map(({ person_id }) => person_id)).size,
      visits: inside.length,
      uniqVisits: people.size,
      shows: 0,
      uniqShows: 0,
      totalSale: sold.reduce((sum, { price }) => sum + price, 0),
      totalExpenses: 0,
    },
  ]);
}

function tunnelAt({ params, world }: Call): Tunnel {
  const tunnel =
    world.setup.tunnels.find(({ id }) => id === params[0]) ?? world.guest(params[0], world.setup.tunnels[0]);
  if (!tunnel) throw notFound("Tunnel");
  return tunnel;
}

/** GET /categories/templates */
export const listCategories = ({ world }: Call): Reply =>
  ok({ categories: world.setup.categories.map(({ id, name }) => ({ id, name })) });

/** GET /categories/templates/{category_id} */
export function listTemplates({ params, world }: Call): Reply {
  const category =
    world.setup.categories.find(({ id }) => id === params[0]) ?? world.guest(params[0], world.setup.categories[0]);
  if (!category) throw notFound("Category");
  return ok({ templates: category.templates.map((template) => ({ ...template })) });
}
