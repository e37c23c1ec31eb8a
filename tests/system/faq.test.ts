import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { InFront } from "./in-front.js";
import { eventually, Leeway } from "./leeway.js";

/** The four errors of the guide's FAQ, each caused for real against the sandbox: what a person is told, in three languages. */
const leeway = new Leeway();
const front = new InFront(leeway);
let good = "";
let stale = "";
let fronted = "";
beforeAll(async () => {
  await leeway.start();
  await front.open();
  const add = async (name: string, token: string, baseUrl = `${leeway.origin}/sandbox/api/v2`) => {
    const data = { token, baseUrl };
    return (await leeway.api("POST", "/credentials", { type: "leelooToken", name, data })).id as string;
  };
  good = await add("Shop", "sandbox");
  stale = await add("Old shop", "an-old-token");
  fronted = await add("Shop", "sandbox", front.baseUrl);
});
afterAll(async () => {
  front.close();
  await leeway.close();
});

const locales = ["en", "uk", "ru"] as const;
interface Told {
  code: string;
  message: string;
  hint: string;
}

/** A draft's run of one step, begun. */
async function begin(type: string, params: object, extra: object): Promise<string> {
  const nodes = [node("in", "trigger.manual"), node("it", type, params as Record<string, unknown>, { ...extra })];
  const { id } = await leeway.api("POST", "/workflows", { document: document("FAQ", nodes, chain("in", "it")) });
  return (await leeway.api("POST", `/workflows/${id}/runs`, { version: "draft" })).runId as string;
}

/** What is said of the step when the run has failed. */
async function failure(type: string, params: object, extra: object): Promise<Record<(typeof locales)[number], Told>> {
  const runId = await begin(type, params, extra);
  expect(await leeway.settled(runId)).toMatchObject({ status: "failed" });
  const said = locales.map(async (locale) => {
    const answer = await leeway.call("GET", `/runs/${runId}/steps/it`, undefined, { "accept-language": locale });
    return [locale, ((await answer.json()) as { error: Told }).error] as const;
  });
  return Object.fromEntries(await Promise.all(said)) as Record<(typeof locales)[number], Told>;
}

const person = async () => (await leeway.api("GET", "/sandbox/state")).people[0].id as string;
const arrived = async (path: string) =>
  ((await leeway.api("GET", "/sandbox/requests?limit=100")).items as { path: string; method: string }[]).filter(
    (request) => request.path.startsWith(path) && request.method !== "GET",
  ).length;

describe("Request fails", () => {
  test("names the credential, the test of it, and where a new token is made", async () => {
    const said = await failure("leeloo.tag.list", {}, { credential: stale });
    expect(said.en.code).toBe("service.tokenRefused");
    expect(said.en.message).toBe("it: Leeloo did not accept the token of the credential “Old shop”.");
    expect(said.en.hint).toMatch(/Settings → Integrations → API.*Test connection/);
    expect(said.uk.message).toContain("«Old shop»");
    expect(said.uk.hint).toMatch(/Налаштування → Інтеграції → API.*Перевірити з’єднання/);
    expect(said.ru.message).toContain("«Old shop»");
    expect(said.ru.hint).toMatch(/Настройки → Интеграции → API.*Проверить соединение/);
    expect(await leeway.api("POST", `/credentials/${stale}/test`)).toMatchObject({ ok: false });
    expect(await leeway.api("POST", `/credentials/${good}/test`)).toMatchObject({ ok: true });
  });

  test("without a token says where one comes from", async () => {
    const said = await failure("leeloo.tag.list", {}, {});
    expect(said.en).toMatchObject({ code: "credential.missing", hint: expect.stringContaining("Integrations → API") });
    expect(said.uk.hint).toContain("Інтеграції → API");
    expect(said.ru.hint).toContain("Интеграции → API");
  });

  test("of a plan without access says so", async () => {
    await leeway.api("POST", "/sandbox/faults", { match: { path: "/tags" }, with: 403 });
    const said = await failure("leeloo.tag.list", {}, { credential: good });
    expect(said.en).toMatchObject({ code: "service.noAccess", message: expect.stringContaining("“Shop”") });
    expect(said.uk.hint).toContain("тариф");
    expect(said.ru.hint).toContain("тариф");
  });
});

describe("Integration doesn't respond", () => {
  test("is found out before anything is sent: field, value and what is expected", async () => {
    const before = await arrived("/people");
    const rows = [{ phone: "+380501112233" }, { phone: "немає" }];
    const ids = { connection_id: "a".repeat(24), leadgentool_id: "b".repeat(24) };
    const said = await failure("leeloo.person.addSms", { data: rows, ...ids }, { credential: good });
    expect(said.en.message).toBe(
      "it: The field “People, row 2: Phone” has the value “немає”. Expected: a phone number.",
    );
    expect(said.uk.message).toBe("it: У полі «Люди, рядок 2: Телефон» значення «немає». Очікується: номер телефону.");
    expect(said.ru.message).toBe("it: В поле «Люди, строка 2: Телефон» значение «немає». Ожидается: номер телефона.");
    expect([said.en.hint, said.uk.hint, said.ru.hint]).toEqual([
      expect.stringContaining("Nothing was sent"),
      expect.stringContaining("Нічого не надіслано"),
      expect.stringContaining("Ничего не отправлено"),
    ]);
    expect(await arrived("/people")).toBe(before);
  });

  test("of a refused body quotes Leeloo, and leads to what was sent", async () => {
    const json = { "content-type": "application/json" };
    const body = JSON.stringify({ status: 0, message: "phone is not valid" });
    front.insteadOfNext({ status: 422, headers: json, body });
    const params = { person_id: await person(), comment: "Передзвонити" };
    const said = await failure("leeloo.person.addComment", params, { credential: fronted });
    expect(said.en.code).toBe("service.rejected");
    expect(said.en.message).toBe("it: Leeloo did not accept the data (status 422): phone is not valid");
    for (const { message } of [said.uk, said.ru]) expect(message).toContain("422): phone is not valid");
    expect([said.en.hint, said.uk.hint, said.ru.hint]).toEqual([
      expect.stringContaining("Compare the fields of the step with what was sent"),
      expect.stringContaining("Порівняйте поля кроку"),
      expect.stringContaining("Сравните поля шага"),
    ]);
    // What Leeloo has refused it would refuse again.
    expect(front.arrivals.filter((one) => one.endsWith("/add-comment"))).toHaveLength(1);
  });

  test("of a slow Leeloo says how long was waited, and that a step which only reads changed nothing", async () => {
    await leeway.api("POST", "/sandbox/faults", { match: { path: "/tunnels" }, with: "slow", ms: 20_000 });
    const extra = { timeoutSeconds: 1, retry: { maxAttempts: 1 } };
    const said = await failure("leeloo.tunnel.list", {}, { credential: good, ...extra });
    expect(said.en).toMatchObject({ code: "request.timeout", message: expect.stringContaining("within 1 second") });
    expect(said.en.hint).toContain("only reads");
    expect(said.uk.hint).toContain("лише читає");
    expect(said.ru.hint).toContain("только читает");
  });
});

describe("Can't set up integration", () => {
  test("is answered by choices with names, and by names instead of ids", async () => {
    const { items } = await leeway.api("GET", `/options/leeloo.person.addTag/tag_id?credential=${good}`);
    const label = items[0].label as string;
    const runId = await begin(
      "leeloo.person.addTag",
      { person_id: await person(), tag_id: label },
      { credential: good },
    );
    expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
  });

  test("and a name that does not exist is told with the nearest ones; nothing is made", async () => {
    const { items } = await leeway.api("GET", `/options/leeloo.person.addTag/tag_id?credential=${good}`);
    const label = items[0].label as string;
    const params = { person_id: await person(), tag_id: `${label}x` };
    const said = await failure("leeloo.person.addTag", params, { credential: good });
    expect(said.en.message).toContain(`there is no “${label}x”. The nearest names are ${label}`);
    expect(said.uk.message).toContain(`назви «${label}x» немає. Найближчі назви: ${label}`);
    expect(said.ru.message).toContain(`названия «${label}x» нет. Ближайшие названия: ${label}`);
    expect(said.en.hint).toContain("nothing new was made");
    expect(said.uk.hint).toContain("нічого нового не створено");
    expect(said.ru.hint).toContain("ничего нового не создано");
  });
});

describe("Rate limit exceeded", () => {
  const waiting = (runId: string, atLeastMs: number) =>
    eventually("the wait", async () => {
      const one = await leeway.api("GET", `/runs/${runId}/steps/it`);
      return one.waitingFor && Date.parse(one.waitingFor.until) > Date.now() + atLeastMs ? one : undefined;
    });
  const tooMany = "Too many requests, please try again later.";

  test("has the call wait, and sent again by itself: it arrives once", async () => {
    const [{ accounts }] = (await leeway.api("GET", "/sandbox/state")).people;
    const before = front.arrivals.length;
    front.insteadOfNext({ status: 429, headers: { "retry-after": "2" }, body: tooMany });
    const params = { account_id: accounts[0].id, text: "Ваше замовлення прийнято" };
    const runId = await begin("leeloo.message.send", params, { credential: fronted });
    expect(await waiting(runId, 0)).toMatchObject({ status: "waiting", error: null, waitingFor: { reason: "freeze" } });
    expect(await leeway.settled(runId)).toMatchObject({ status: "succeeded" });
    expect(front.arrivals.slice(before)).toEqual(["POST /messages/send-message", "POST /messages/send-message"]);
    const { messages } = await leeway.api("GET", "/sandbox/state");
    expect(messages.filter(({ text }: { text: string }) => text === params.text)).toHaveLength(1);
  });

  // The last one: the token has its pause from here on.
  test("without a time from Leeloo waits a minute, says until when, and nothing is failed", async () => {
    await leeway.api("POST", "/sandbox/faults", { match: { path: "/users" }, with: 429 });
    const runId = await begin("leeloo.user.list", {}, { credential: good });
    expect(await waiting(runId, 30_000)).toMatchObject({
      status: "waiting",
      attempts: 0,
      error: null,
      waitingFor: { reason: "freeze" },
    });
    await leeway.api("POST", `/runs/${runId}/cancel`);
    expect(await leeway.settled(runId)).toMatchObject({ status: "cancelled" });
  });
});
