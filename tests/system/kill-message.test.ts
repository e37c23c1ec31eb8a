import { afterAll, beforeAll, expect, test } from "vitest";
import { Sandbox, serveSandbox, type ServedSandbox } from "@leeway/leeloo-sandbox";
import { chain, document, node } from "./documents.js";
import { Leeway, eventually } from "./leeway.js";

const token = "token-of-the-real-account";
/** An account outside of the server: it outlives the power cut. */
const account = new Sandbox({ tokens: [token] });
let served: ServedSandbox;
const leeway = new Leeway();
beforeAll(async () => {
  served = await serveSandbox(account);
  await leeway.start();
});
afterAll(async () => {
  await leeway.close();
  await served.close();
});

const sent = () => account.requests().filter(({ path }) => path.endsWith("/messages/send-message"));

test("a message whose server was killed before Leeloo answered is in doubt, says what to do, is settled by a look into the chat, and is not sent twice", async () => {
  const people = await fetch(`${served.origin}/api/v2/people`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-leeloo-authtoken": token },
    body: JSON.stringify({ name: "Олена", leadgentool_id: "5e1f119d6c384804b31e945e" }),
  });
  const { data: channel } = (await people.json()) as { data: { id: string } };
  const { id: credential } = await leeway.api("POST", "/credentials", {
    type: "leelooToken",
    name: "My shop",
    data: { token, baseUrl: `${served.origin}/api/v2` },
  });
  const { hook } = await leeway.publish(
    document(
      "Greeting",
      [
        node("in", "trigger.webhook", { respond: "accepted" }),
        node("hello", "leeloo.message.send", { account_id: channel.id, text: "Вітаємо" }, { credential }),
        node("after", "logic.set", { fields: [{ name: "greeted", value: "yes" }] }),
      ],
      chain("in", "hello", "after"),
    ),
  );
  account.failNext({ match: { method: "POST", path: "/messages/send-message" }, with: "slow", ms: 6_000 });
  const { runId } = (await (await fetch(hook, { method: "POST" })).json()) as { runId: string };
  await eventually("the message at Leeloo", async () => sent().length === 1);
  await leeway.kill("SIGKILL");
  await leeway.start();

  expect((await leeway.settled(runId)).status).toBe("needs_attention");
  const told = async (language: string) => {
    const answer = await leeway.call("GET", `/runs/${runId}/steps/hello`, undefined, { "accept-language": language });
    return (await answer.json()) as { status: string; error: { code: string; message: string; hint: string } };
  };
  const english = await told("en");
  expect(english).toMatchObject({ status: "unknown", error: { code: "step.interrupted" } });
  expect(english.error.message).toContain("its outcome is not known");
  expect(english.error.hint).toContain("“It arrived, go on”, “Send it again” or “It did not arrive”");
  for (const language of ["uk", "ru"]) expect((await told(language)).error.hint).toMatch(/\p{Script=Cyrillic}/u);
  // However often the server starts, it is not sent again: a look into the chat finds it and settles the doubt.
  await leeway.kill("SIGKILL");
  await leeway.start();
  await eventually(
    "the end of the doubt",
    async () => (await leeway.api("GET", `/runs/${runId}`)).status === "succeeded",
  );
  expect(await leeway.api("GET", `/runs/${runId}/steps/hello`)).toMatchObject({ resolvedBy: "check" });
  expect(sent()).toHaveLength(1);
  expect(account.snapshot().messages.filter(({ text }) => text === "Вітаємо")).toHaveLength(1);
});
