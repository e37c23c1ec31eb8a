import type { Shop } from "./shop.js";

/** A workflow that looks in Leeloo. */
export const documentOf = (params: object, own: string) => ({
  schemaVersion: 1,
  name: "Looks",
  nodes: [
    { id: "look", type: "trigger.leelooPoll", position: { x: 0, y: 0 }, credential: own, params },
    { id: "note", type: "logic.set", position: { x: 320, y: 0 }, params: { fields: [] } },
  ],
  edges: [{ id: "e", source: "look", sourceHandle: "main", target: "note" }],
  notes: [],
  settings: {},
});
/** A published trigger, and what its runs were given, oldest first. */
export async function looksIn(shop: Shop, params: object, credential: string) {
  const drawn = await drawnIn(shop, params, credential);
  const { version, ...refused } = await drawn.publish();
  if (version !== 1) throw new Error(JSON.stringify(refused));
  return drawn;
}

/** The same before it is published. */
export async function drawnIn(shop: Shop, params: object, credential: string) {
  const { id } = await shop.api("POST", "/workflows", { document: documentOf(params, credential) });
  const publish = (...leave: string[]) => shop.api("POST", `/workflows/${id}/publish`, { leave });
  const ahead = async () => (await shop.api("GET", `/workflows/${id}/polls/ahead`)).items;
  const rest = () => shop.api("POST", `/workflows/${id}/unpublish`, {});
  const told = async () => {
    await shop.look();
    const { items } = await shop.api("GET", `/runs?workflowId=${id}&limit=200`);
    const steps = await Promise.all(items.map((run: { id: string }) => shop.api("GET", `/runs/${run.id}/steps/look`)));
    return steps.map(({ output }) => output).reverse();
  };
  const state = async () => (await shop.api("GET", `/workflows/${id}/polls`)).items[0];
  const verb = (what: string, body?: object) => shop.api("POST", `/workflows/${id}/polls/look/${what}`, body);
  const orders = async () => (await told()).map(({ order }) => order.id);
  return { id, publish, ahead, rest, told, orders, state, verb };
}
