import "reflect-metadata";
import { afterAll, beforeAll, expect, test } from "vitest";
import { definitions } from "@leeway/nodes";
import { CredentialsModule } from "../credentials/credentials.module.js";
import { served, type Served } from "../credentials/testing/served.js";
import { OptionsModule } from "./options.module.js";

let server: Served;
let credential: string;
beforeAll(async () => {
  server = await served([CredentialsModule, OptionsModule]);
  const data = { token: "sandbox", baseUrl: `${server.origin}/sandbox/api/v2` };
  const body = { type: "leelooToken", name: "Shop", data };
  credential = (await server.call("POST", "/api/v1/credentials", { body })).body.id;
  await placeOrder();
});
afterAll(() => server.close());

/** The sandbox begins without orders. */
async function placeOrder(): Promise<void> {
  const [person] = server.sandbox.snapshot().people;
  const order = {
    personId: person?.id,
    offerId: "5e3c357bf04b1f000c27b83a",
    paymentCreditsId: "5e3c3533f04b1f000c27b534",
    isNotifyAccount: "false",
  };
  const headers = { "x-leeloo-authtoken": "sandbox" };
  const body = JSON.stringify(order);
  const answer = await server.sandbox.handle({ method: "POST", url: "/sandbox/api/v2/orders", headers, body });
  expect(answer.status).toBe(200);
}

interface Choice {
  value: string;
  hint?: string;
  label: string;
}
async function choices(type: string, param: string, given: Record<string, string>): Promise<Choice[]> {
  const query = new URLSearchParams({ credential, ...given }).toString();
  const { status, body } = await server.call("GET", `/api/v1/options/${type}/${param}?${query}`);
  expect([type, param, status]).toEqual([type, param, 200]);
  return body.items;
}

/** The other services have no sandbox; their lists are tried beside far ends of their own. */
const ofLeeloo = definitions.filter(({ credential }) => credential?.types.includes("leelooToken"));
const pickers = ofLeeloo.flatMap(({ type, params }) =>
  params.flatMap(({ name, optionsFrom }) =>
    optionsFrom ? [{ type, name, from: optionsFrom.from ?? {}, detail: optionsFrom.detail }] : [],
  ),
);

test.each(pickers.map((picker) => [`${picker.type} ${picker.name}`, picker] as const))(
  "the sandbox has choices for %s, after a choice of what they hang on",
  async (_title, { type, name, from, detail }) => {
    const ways: Record<string, string>[] = [{}];
    for (const [asked, param] of Object.entries(from))
      for (const { value } of await choices(type, param, {})) ways.push({ [asked]: value });
    if (ways.length > 1) ways.shift();
    const found = (await Promise.all(ways.map((given) => choices(type, name, given)))).flat();
    expect(found.length).toBeGreaterThan(0);
    // What has no name would be shown by its id.
    expect(found.filter(({ label }) => label === "" || /^[0-9a-f]{24}$/.test(label))).toEqual([]);
    if (detail) expect(found.filter(({ hint = "" }) => hint === "")).toEqual([]);
  },
);

test.each([
  ["en", "Choose first: Tunnel of this LGT."],
  ["uk", "Спершу виберіть: Тунель цього LGT."],
  ["ru", "Сначала выберите: Туннель этого LGT."],
])("choices that hang on another choice are not there without it, and that is said in %s", async (language, said) => {
  const without = await server.call(
    "GET",
    `/api/v1/options/leeloo.person.create/leadgentool_id?${new URLSearchParams({ credential }).toString()}`,
    { language },
  );
  expect(without.body.detail).toContain(said);
  expect([without.status, without.body.errors[0]]).toMatchObject([400, { path: "tunnel_id", code: "param.required" }]);
});
