import type { Page } from "@playwright/test";
import { chain, document, node } from "../system/documents.js";
import { call, expect } from "./leeway.js";

/** The account that messages are sent with. */
export async function credentialOf(page: Page): Promise<string> {
  const { items } = await call(page, "GET", "/credentials");
  const known = items.find(({ name }: { name: string }) => name === "Shop");
  if (known) return known.id;
  const data = { token: "sandbox", baseUrl: "sandbox:" };
  return (await call(page, "POST", "/credentials", { type: "leelooToken", name: "Shop", data })).id;
}

/** Somebody to write to. */
export async function channelOf(page: Page, credential: string): Promise<string> {
  const make = node(
    "make",
    "leeloo.person.create",
    { name: "Olena", leadgentool_id: "5e1f119d6c384804b31e945e" },
    { credential },
  );
  const { id } = await call(page, "POST", "/workflows", {
    document: document("New person", [node("in", "trigger.manual"), make], chain("in", "make")),
  });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  await expect.poll(async () => (await call(page, "GET", `/runs/${runId}`)).status).toBe("succeeded");
  return (await call(page, "GET", `/runs/${runId}/steps/make`)).output.data.id;
}

/** So many runs of a workflow whose message gets lost on its way. */
export async function loseMessages(
  page: Page,
  name: string,
  texts: readonly string[],
  then?: ReturnType<typeof node> & { name: string },
) {
  const credential = await credentialOf(page);
  const channel = await channelOf(page, credential);
  await call(page, "POST", "/sandbox/faults", {
    match: { method: "POST", path: "/messages/send-message" },
    with: "cutBefore",
    times: texts.length,
  });
  const send = {
    ...node("send", "leeloo.message.send", { account_id: channel, text: "{{ trigger.text }}" }, { credential }),
    name: "Write to the customer",
  };
  const { id } = await call(page, "POST", "/workflows", {
    document: document(
      name,
      [node("in", "trigger.manual"), send, ...(then ? [then] : [])],
      chain("in", "send", ...(then ? [then.id] : [])),
    ),
  });
  const runs: string[] = [];
  for (const text of texts) runs.push((await call(page, "POST", `/workflows/${id}/runs`, { payload: { text } })).runId);
  for (const run of runs)
    await expect.poll(async () => (await call(page, "GET", `/runs/${run}`)).status).toBe("needs_attention");
  return { id: id as string, runs };
}
