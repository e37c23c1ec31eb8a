import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chain, document, node } from "./documents.js";
import { FarEnd } from "./far-end.js";
import { Leeway, eventually, freePort } from "./leeway.js";

/** What a person is told when a run meets a bad day: the far end is the built-in Leeloo, or nothing at all. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

interface Told {
  code: string;
  message: string;
  hint: string;
  param?: string;
  position?: number;
}
const tokens = { next: 0 };
/** A Leeloo credential with a pool of its own, unless it is the built-in Leeloo's. */
const access = async (baseUrl: string, token = `token-${++tokens.next}`): Promise<string> => {
  const data = { token, baseUrl };
  return (await leeway.api("POST", "/credentials", { type: "leelooToken", name: "Shop", data })).id;
};
const inOneTry = { retry: { maxAttempts: 1 } };

/** Runs manual → the node once, and answers how the node's step ended. */
const runOne = async (type: string, params: Record<string, unknown>, extra: Record<string, unknown>) => {
  const one = document(
    "One call",
    [node("in", "trigger.manual"), node("call", type, params, extra)],
    chain("in", "call"),
  );
  const { id } = await leeway.api("POST", "/workflows", { document: one });
  const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, { payload: { name: "Ada", phone: "+380" } });
  const run = await leeway.settled(runId);
  return { run, runId };
};
const stepIn = async (runId: string, language: string) => {
  const answer = await leeway.call("GET", `/runs/${runId}/steps/call`, undefined, { "accept-language": language });
  return (await answer.json()) as { status: string; attempts: number; error: Told; input: unknown; output: unknown };
};
/** Ports differ from run to run. */
const said = ({ message, hint }: Told) => [message, hint].map((text) => text.replace(/127\.0\.0\.1:\d+/, "HOST"));
const fail = (fault: Record<string, unknown>) => leeway.api("POST", "/sandbox/faults", fault);

const read = "leeloo.tag.list";
const create = "leeloo.person.create";
const lgt = { leadgentool_id: "5e1f119d6c384804b31e945e" };
interface Day {
  what: string;
  type: string;
  params?: Record<string, unknown>;
  extra?: Record<string, unknown>;
  before: () => Promise<string>;
  status?: "failed" | "unknown";
  error: Record<string, unknown>;
  en: [string, string];
  uk: [string, string];
}
const sandbox = (fault?: Record<string, unknown>) => async () => {
  await leeway.api("DELETE", "/sandbox/requests");
  if (fault) await fail(fault);
  return access("sandbox:", "sandbox");
};
const days: Day[] = [
  {
    what: "a wrong token",
    type: read,
    before: () => access("sandbox:"),
    error: { code: "service.tokenRefused" },
    en: [
      "call: Leeloo did not accept the token of the credential “Shop”.",
      "Take the token from Leeloo: Settings → Integrations → API. A refreshed token ends the old one, and some plans have no API access. Press “Test connection” at the credential “Shop” afterwards.",
    ],
    uk: [
      "call: Leeloo не приймає токен доступу «Shop».",
      "Візьміть токен у Leeloo: Налаштування → Інтеграції → API. Після оновлення старий токен не діє, а на деяких тарифах доступу до API немає. Тоді натисніть «Перевірити з’єднання» в доступі «Shop».",
    ],
  },
  {
    what: "nothing that listens",
    type: read,
    before: async () => access(`http://127.0.0.1:${await freePort()}/api/v2`),
    error: { code: "request.notSent" },
    en: [
      "call: HOST could not be reached (ECONNREFUSED). Nothing was sent.",
      "Check the address and the connection, then run the step again: nothing can happen twice.",
    ],
    uk: [
      "call: Не вдалося з’єднатися з HOST (ECONNREFUSED). Нічого не надіслано.",
      "Перевірте адресу та з’єднання і запустіть крок ще раз: двічі нічого не виконається.",
    ],
  },
  {
    what: "a late answer to what only reads",
    type: read,
    extra: { timeoutSeconds: 1 },
    before: sandbox({ with: "slow", ms: 4_000 }),
    error: { code: "request.timeout" },
    en: [
      "call: HOST did not answer within 1 second.",
      "This step only reads, so nothing was changed. If the service is often slow, give the step more time under “Options”.",
    ],
    uk: [
      "call: HOST не відповів за 1 секунду.",
      "Крок лише читає дані, тож нічого не змінено. Якщо сервіс часто відповідає повільно, дайте кроку більше часу на вкладці «Додатково».",
    ],
  },
  {
    what: "a late answer to what creates",
    type: create,
    params: { ...lgt, name: "{{ trigger.name }}" },
    extra: { timeoutSeconds: 1 },
    before: sandbox({ with: "slow", ms: 4_000 }),
    status: "unknown",
    error: { code: "request.timeout" },
    en: [
      "call: HOST did not answer within 1 second.",
      "Look in the service whether it took effect. If it is often slow, give the step more time under “Options”.",
    ],
    uk: [
      "call: HOST не відповів за 1 секунду.",
      "Перевірте в сервісі, чи запит виконано. Якщо він часто відповідає повільно, дайте кроку більше часу на вкладці «Додатково».",
    ],
  },
  {
    what: "a broken connection after what creates",
    type: create,
    params: { ...lgt, name: "{{ trigger.name }}" },
    before: sandbox({ with: "cutAfter" }),
    status: "unknown",
    error: { code: "request.cutOff" },
    en: [
      "call: The request went to HOST, but the connection broke before the answer came.",
      "It is not known whether it took effect. Look it up in the service first, then decide here.",
    ],
    uk: [
      "call: Запит на HOST надіслано, але з’єднання обірвалося до відповіді.",
      "Невідомо, чи його виконано. Спершу перевірте це в сервісі, а тоді виберіть рішення тут.",
    ],
  },
  {
    what: "HTML",
    type: read,
    before: sandbox({ with: "html" }),
    error: { code: "service.notJson" },
    en: [
      "call: Leeloo answered, but not in the expected form.",
      "Check “Address of the API” in the credential: it may lead to a web page instead of the API.",
    ],
    uk: [
      "call: Від Leeloo надійшла відповідь, але не в очікуваному форматі.",
      "Перевірте поле «Адреса API» в доступі: можливо, адреса веде на вебсторінку, а не на API.",
    ],
  },
  {
    what: "status: 0",
    type: create,
    params: { ...lgt, name: "{{ trigger.name }}" },
    before: sandbox({ with: "status0" }),
    error: { code: "service.saidNo" },
    en: [
      "call: Leeloo answered that the action failed: Something went wrong",
      "Look at what was sent and answered in the step’s details.",
    ],
    uk: [
      "call: Leeloo повідомляє, що дію не виконано: Something went wrong",
      "Подивіться в деталях кроку, що було надіслано і що надійшло у відповідь.",
    ],
  },
  {
    what: "503",
    type: read,
    before: sandbox({ with: 503 }),
    error: { code: "service.down" },
    en: [
      "call: Leeloo does not work at the moment (status 503).",
      "Try again in a few minutes. Under “Options” a step can repeat such calls by itself.",
    ],
    uk: [
      "call: Leeloo зараз не працює (статус 503).",
      "Спробуйте за кілька хвилин. На вкладці «Додатково» можна ввімкнути автоматичні повтори.",
    ],
  },
  {
    what: "an expression that reads what is missing",
    type: create,
    params: { ...lgt, name: "{{ trigger.nam }}" },
    before: sandbox(),
    error: { code: "expression.missing", param: "name", position: 11 },
    en: [
      "call: “Name” uses trigger.nam, but there is no such value in this run.",
      'Did you mean name? If the value may be absent, give a replacement: trigger.nam ?? "…".',
    ],
    uk: [
      "call: У полі «Ім’я» використано trigger.nam, але такого значення в цьому запуску немає.",
      'Можливо, ви мали на увазі name? Якщо значення може не бути, вкажіть заміну: trigger.nam ?? "…".',
    ],
  },
  {
    what: "an expression that is broken",
    type: create,
    params: { ...lgt, name: "Hi {{ trigger.name | }}" },
    before: sandbox(),
    error: { code: "expression.syntax", param: "name", position: 21 },
    en: [
      "call: The formula in “Name” cannot be read: something is wrong at character 22.",
      "Open the step: the place is marked. Often a bracket or a quotation mark is missing.",
    ],
    uk: [
      "call: Формулу в полі «Ім’я» не вдалося прочитати: помилка на символі 22.",
      "Відкрийте крок: місце помилки позначено. Часто бракує дужки або лапок.",
    ],
  },
  {
    what: "a value that is empty where one is needed",
    type: create,
    params: { ...lgt, name: "{{ null }}" },
    before: sandbox(),
    error: { code: "param.required", param: "name" },
    en: [
      "call: The field “Name” is required, but its value was empty in this run.",
      "Nothing was sent. Fill in the field, or give a value for when the data is missing.",
    ],
    uk: [
      "call: Поле «Ім’я» обов’язкове, але в цьому запуску воно виявилося порожнім.",
      "Нічого не надіслано. Заповніть поле або вкажіть значення на випадок, коли даних немає.",
    ],
  },
];

describe("a run that meets", () => {
  test.each(days)("$what says so, and what to do", async ({ type, params, extra, before, status, error, en, uk }) => {
    const credential = await before();
    const { run, runId } = await runOne(type, params ?? {}, { credential, ...inOneTry, ...extra });
    const english = await stepIn(runId, "en");
    const ukrainian = await stepIn(runId, "uk");
    expect(run.status).toBe(status === "unknown" ? "needs_attention" : "failed");
    if (run.status === "failed") expect(run.error).toEqual(english.error);
    expect(english).toMatchObject({ status: status ?? "failed", attempts: 1, output: null, error });
    expect(said(english.error)).toEqual(en);
    expect(said(ukrainian.error)).toEqual(uk);
  });
});

describe("a run that meets 429", () => {
  test("waits for as long as the far end asks, without counting an attempt, and then succeeds", async () => {
    const far = await new FarEnd((nth, response) => {
      response.setHeader("content-type", "application/json");
      if (nth === 1) response.setHeader("retry-after", "1").writeHead(429).end("Too many requests");
      else response.end(JSON.stringify({ data: [], status: 1 }));
    }).open();
    const credential = await access(`${far.url}/api/v2`);
    const { run, runId } = await runOne(read, {}, { credential, ...inOneTry });
    far.close();
    expect(run.status).toBe("succeeded");
    expect(await stepIn(runId, "en")).toMatchObject({ status: "succeeded", attempts: 1, output: { data: [] } });
    const [first, second, ...more] = far.arrivals.map(({ at }) => at);
    expect(more).toEqual([]);
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(1_900);
  });

  test("without a time to come back shows who waits for what and until when, and can be cancelled", async () => {
    const credential = await sandbox({ with: 429 })();
    const one = document(
      "Wait",
      [node("in", "trigger.manual"), node("call", read, {}, { credential })],
      chain("in", "call"),
    );
    const { id } = await leeway.api("POST", "/workflows", { document: one });
    const { runId } = await leeway.api("POST", `/workflows/${id}/runs`, {});
    const waiting = await eventually("a step that waits", async () => {
      const step = await leeway.api("GET", `/runs/${runId}/steps/call`);
      return step.waitingFor && step;
    });
    expect(waiting).toMatchObject({ status: "waiting", error: null, waitingFor: { reason: "freeze" } });
    const limits = (await leeway.api("GET", "/limits")).items as {
      credentialIds: string[];
      frozenUntil: string | null;
    }[];
    const pool = limits.find(({ credentialIds }) => credentialIds.includes(credential));
    const left = Date.parse(pool?.frozenUntil ?? "") - Date.now();
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
    await leeway.api("POST", `/runs/${runId}/cancel`);
    await leeway.settled(runId, ["cancelled"]);
  });
});

describe("the test of a credential", () => {
  const tried = async (id: string) => {
    const answer = await leeway.call("POST", `/credentials/${id}/test`, undefined, { "accept-language": "uk" });
    return (await answer.json()) as { ok: boolean; error?: Told };
  };

  test("says that the token is wrong, and what to do", async () => {
    expect(await tried(await access("sandbox:"))).toEqual({
      ok: false,
      error: {
        code: "service.tokenRefused",
        message: "Leeloo не приймає токен доступу «Shop».",
        hint: expect.stringContaining("Налаштування → Інтеграції → API"),
      },
    });
  });

  test("says that nothing listens", async () => {
    const { ok, error } = await tried(await access(`http://127.0.0.1:${await freePort()}/api/v2`));
    expect({ ok, code: error?.code }).toEqual({ ok: false, code: "request.notSent" });
  });

  test("says that it leads to a web page", async () => {
    const far = await new FarEnd((_nth, response) =>
      response.setHeader("content-type", "text/html").end("<h1>Hi"),
    ).open();
    const { ok, error } = await tried(await access(far.url));
    far.close();
    expect({ ok, code: error?.code }).toEqual({ ok: false, code: "service.notJson" });
  });

  test("never shows the token", async () => {
    const id = await access("sandbox:", "a-secret-of-mine");
    const seen = [
      await tried(id),
      await leeway.api("GET", `/credentials/${id}`),
      await leeway.api("GET", "/credentials"),
    ];
    expect(JSON.stringify(seen)).not.toContain("a-secret-of-mine");
  });
});
