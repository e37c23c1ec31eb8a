import { document, edge, node } from "../system/documents.js";
import { call, expect, signedIn as test } from "./leeway.js";
import { channelOf, credentialOf } from "./lost-messages.js";

// What another run repeats already is refused first, and asked about then.
test.use({ expected: [/status of 409 .*\/items\)$/] });

test("of a loop that was stopped each item tells whether it was cut off, and is done again by its number alone", async ({
  page,
}) => {
  const credential = await credentialOf(page);
  const channel = await channelOf(page, credential);
  const match = { method: "POST", path: "/messages/send-message" };
  await call(page, "POST", "/sandbox/faults", { match, with: "cutBefore", times: 1 });
  const write = { account_id: channel, text: "Cut off {{ item }}" };
  const { id } = await call(page, "POST", "/workflows", {
    document: document(
      "Invitations",
      [
        node("in", "trigger.manual"),
        node("people", "logic.each", { items: [1, 2, 3, 4, 5], concurrency: 2 }),
        node("write", "leeloo.message.send", write, { credential, parent: "people" }),
        node("later", "logic.wait", { mode: "duration", amount: 1, unit: "hours" }, { parent: "people" }),
      ],
      [edge("in", "people"), edge("people", "write", "item"), edge("write", "later")],
    ),
  });
  const { runId } = await call(page, "POST", `/workflows/${id}/runs`, {});
  const items = async (run = runId): Promise<string[]> =>
    (await call(page, "GET", `/runs/${run}/steps/people/items`)).items.map(({ status }: { status: string }) => status);
  await expect
    .poll(async () => (await items()).toSorted())
    .toEqual(["pending", "pending", "unknown", "waiting", "waiting"]);
  const [unclear, written] = [(await items()).indexOf("unknown"), (await items()).indexOf("waiting")];
  await call(page, "POST", `/runs/${runId}/cancel`, {});
  const sent = async () => {
    const calls: { method: string; path: string; body: unknown }[] = (
      await call(page, "GET", "/sandbox/requests?limit=100")
    ).items;
    return calls.flatMap((one) => /"text":"Cut off (\d)"/.exec(JSON.stringify(one))?.[1] ?? []).toSorted();
  };
  expect(await sent()).toEqual(["1", "2", "3"]);

  await page.goto(`/runs/${runId}`);
  const loop = page.getByTestId("step-people");
  await expect(loop.getByTestId(`item-${unclear}`)).toContainText("Unclear");
  await expect(loop.getByTestId(`item-${written}`)).toContainText("Cancelled");
  await expect(loop.getByTestId("retry-item-3")).toHaveCount(0);
  await loop.getByTestId("items-filter").click();
  await page.getByRole("option", { name: "Cancelled" }).click();
  await expect(loop.getByTestId(`item-${unclear}`)).toBeHidden();
  await expect(loop.getByTestId(`item-${written}`)).toBeVisible();
  await loop.getByTestId("items-filter").click();
  await page.getByRole("option", { name: "All" }).click();

  await loop.getByTestId("go-on-with-rest").click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  await expect(page.getByText("The loop goes on with the rest. This happens in a new run.")).toBeVisible();
  await expect.poll(sent).toEqual(["1", "2", "3", "4", "5"]);

  await page.goto(`/runs/${runId}`);
  await loop.getByTestId(`retry-item-${unclear}`).click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  const question = page.getByRole("dialog", { name: "Nobody knows whether it was done already" });
  await expect(question).toContainText(`a step of item ${unclear + 1} took effect`);
  expect(await sent()).toHaveLength(5);
  await question.getByTestId("ask-yes").click();
  // The run of the rest repeats this one.
  await page
    .getByRole("dialog", { name: /repeated already/ })
    .getByTestId("ask-yes")
    .click();
  await expect.poll(sent).toEqual(["1", "2", "3", "4", "5", String(unclear + 1)].toSorted());

  await page.goto(`/runs/${runId}`);
  await loop.getByTestId(`retry-item-${written}`).click();
  await page.getByRole("menuitem", { name: "As it was" }).click();
  const again = page.getByRole("dialog", { name: `Do item ${written + 1} again?` });
  await expect(again).toContainText("what it had sent goes out once more");
  await again.getByRole("button", { name: "Cancel" }).click();
  await expect(again).toBeHidden();
  expect(await sent()).toHaveLength(6);
});
