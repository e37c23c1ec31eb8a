import { Agent, request } from "undici";
import { document, node } from "../system/documents.js";
import { call, expect, open, owner, pageOf, signedIn as test } from "./leeway.js";

/** Ten times what strangers of one network may call in a minute, where nothing is set. */
const KNOCKS = 6_000;
const AT_ONCE = 25;
const guessed = "x".repeat(43);

/** What a stranger knocks at, round and round: all that is counted, and the open doors. */
const doors: [method: "GET" | "POST", path: string, headers?: Record<string, string>, body?: string][] = [
  ["POST", "/hooks/nowhere"],
  ["GET", "/forms/nowhere"],
  ["GET", "/api/v1/workflows", { authorization: "Bearer lw_guessed" }],
  ["GET", "/api/v1/workflows", { cookie: `leeway=${guessed}` }],
  ["GET", "/api/v1/auth/state"],
  ["GET", "/api/openapi.json"],
  ["POST", "/hooks/leeloo/nowhere"],
  ["GET", "/hooks/resume/nowhere"],
  ["POST", "/api/v1/auth/invitation/look", { "content-type": "application/json" }, JSON.stringify({ token: guessed })],
  ["POST", "/api/v1/auth/passkeys/sign-in/options"],
];

/** Knocks from this machine's address, where everybody of these tests comes from, until it is told to stop. */
class Flood {
  readonly #agent = new Agent({ connections: AT_ONCE });
  readonly #knocking: Promise<void>[];
  #stopped = false;
  knocks = 0;
  refused = 0;

  constructor(private readonly origin: string) {
    this.#knocking = Array.from({ length: AT_ONCE }, () => this.#knock());
  }

  /** At least `KNOCKS`, however fast everybody else was. */
  async stop(): Promise<void> {
    while (this.knocks < KNOCKS) await new Promise((resolve) => setTimeout(resolve, 20));
    this.#stopped = true;
    await Promise.all(this.#knocking);
    await this.#agent.close();
  }

  async #knock(): Promise<void> {
    while (!this.#stopped) {
      const [method, path, headers, body] = doors[this.knocks++ % doors.length] ?? ["GET", "/hooks/nowhere"];
      const answer = await request(this.origin + path, {
        method,
        dispatcher: this.#agent,
        ...(headers && { headers }),
        ...(body !== undefined && { body }),
      });
      if (answer.statusCode === 429) this.refused += 1;
      await answer.body.dump();
    }
  }
}

test.use({ expected: [/401/] });

test("while strangers at one's own address make a noise, one goes on, signs in again and anew, and webhooks arrive", async ({
  page,
  leeway,
  browser,
}) => {
  await page.goto("/");
  const { id } = await call(page, "POST", "/workflows", {
    document: document("Orders", [node("in", "trigger.webhook", { respond: "accepted" })], []),
  });
  await call(page, "POST", `/workflows/${id}/publish`);
  const { triggers } = await call(page, "GET", `/workflows/${id}`);
  const hook = leeway.origin + new URL(triggers[0].url).pathname;
  const slowed: string[] = [];
  page.context().on("response", (answer) => void (answer.status() === 429 && slowed.push(answer.url())));
  const signIn = async (at: typeof page) => {
    await at.getByLabel("Email").fill(owner.email);
    await at.getByLabel(/^Password/).fill(owner.password);
    await at.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(at.getByRole("button", { name: `Account of ${owner.name}` })).toBeVisible();
  };

  const flood = new Flood(leeway.origin);
  try {
    await expect.poll(() => flood.refused, { timeout: 180_000 }).toBeGreaterThan(100);
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "Workflows" })).toBeVisible();
    await open(page, id);
    await page.goto("/account");
    await page.getByRole("button", { name: `Account of ${owner.name}` }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await signIn(page);
    const fresh = await pageOf(browser, leeway);
    fresh.on("response", (answer) => void (answer.status() === 429 && slowed.push(answer.url())));
    await fresh.goto("/");
    await signIn(fresh);
    await fresh.context().close();
    const taken = await fetch(hook, { method: "POST", body: "{}", headers: { "content-type": "application/json" } });
    expect(taken.status).toBe(202);
  } finally {
    await flood.stop();
  }
  expect(slowed).toEqual([]);
  // Strangers were held to their bound all the while: more were refused than it lets through in a minute.
  expect(flood.refused).toBeGreaterThan(KNOCKS / 10);
});
