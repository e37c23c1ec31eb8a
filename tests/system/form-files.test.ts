import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aWhile, fields, open, publish, right, runsOf, send } from "./form-pages.js";
import { eventually, Leeway } from "./leeway.js";

const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

describe("a file", () => {
  const withFile = [...fields, { label: "Photo", name: "photo", kind: "file", required: false }];
  const post = async (url: string, answers: Record<string, string | Blob>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(answers))
      if (typeof value === "string") body.append(name, value);
      else body.append(name, value, "кіт.png");
    const answer = await fetch(url, { method: "POST", body });
    return { status: answer.status, text: await answer.text() };
  };
  const photo = new Blob(["not really a cat"], { type: "image/png" });

  test("comes with the answers and is the run's; of a page that is sent twice it is kept once", async () => {
    const form = await publish(leeway, { fields: withFile });
    const { seal, text } = await open(form.url);
    expect(text).toContain('encType="multipart/form-data"');
    await aWhile();
    for (let i = 0; i < 2; i++) expect((await post(form.url, { seal, ...right, "a.photo": photo })).status).toBe(200);
    const [run, ...others] = await runsOf(leeway, form.id);
    expect(others).toEqual([]);
    const step = await eventually("the trigger's output", async () => {
      const found = await leeway.api("GET", `/runs/${run.id}/steps/in`);
      return found.output && found;
    });
    const { items } = await leeway.api("GET", `/runs/${run.id}/files`);
    expect(items).toMatchObject([{ name: "кіт.png", type: "image/png", size: 16 }]);
    expect(step.output.answers.photo).toMatchObject({
      id: items[0].id,
      url: expect.stringContaining("/api/v1/files/"),
    });
    expect(filesKept()).toBe(1);
  });

  test("is not kept where the answers are not taken, and has to be chosen again", async () => {
    const form = await publish(leeway, { fields: withFile });
    const { seal } = await open(form.url);
    await aWhile();
    const before = filesKept();
    const again = await post(form.url, { seal, ...right, "a.phone": "none", "a.photo": photo });
    expect(again.status).toBe(422);
    expect(again.text).toContain("Please choose the file, also where you chose it before.");
    expect(filesKept()).toBe(before);
    const large = new Blob([new Uint8Array(21 * 1_048_576)]);
    const refused = await post(form.url, { seal, ...right, "a.photo": large });
    expect([refused.status, refused.text.includes("at most 20 MB")]).toEqual([413, true]);
    expect(filesKept()).toBe(before);
  });

  test("that the form does not ask for is not kept", async () => {
    const form = await publish(leeway);
    const { seal } = await open(form.url);
    await aWhile();
    const before = filesKept();
    expect((await post(form.url, { seal, ...right, "a.photo": photo, photo })).status).toBe(200);
    const [run] = await runsOf(leeway, form.id);
    expect((await leeway.api("GET", `/runs/${run.id}/files`)).items).toEqual([]);
    expect(filesKept()).toBe(before);
  });

  test("has to be chosen again where one network sends too much", async () => {
    const form = await publish(leeway, { fields: withFile });
    const before = filesKept();
    for (let i = 0; i < 20; i++) await send(form.url, "none");
    const { status, text } = await post(form.url, { seal: "none", ...right, "a.photo": photo });
    expect([status, text.includes("Please choose the file, also where you chose it before.")]).toEqual([429, true]);
    expect(filesKept()).toBe(before);
  });
});
const filesKept = () => readdirSync(join(leeway.data, "uploads")).length;
