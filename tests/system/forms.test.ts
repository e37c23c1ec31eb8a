import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { EventStream } from "./event-stream.js";
import { aWhile, flow, open, publish, right, runsOf, send } from "./form-pages.js";
import { eventually, Leeway } from "./leeway.js";

/** `/forms/:key` as browsers meet it. Its pages take nothing within two seconds, so they are opened ahead. */
const leeway = new Leeway();
beforeAll(() => leeway.start());
afterAll(() => leeway.close());

describe("the page of a form", () => {
  let form: Awaited<ReturnType<typeof publish>>;
  beforeAll(async () => void (form = await publish(leeway)));

  test("shows what its author wrote as text, never as markup, without any script", async () => {
    const { status, headers, text } = await open(form.url);
    expect(status).toBe(200);
    expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(text).toContain("Sign up &lt;script&gt;");
    expect(text).toContain("We &lt;b&gt;call&lt;/b&gt; you");
    expect(text).not.toMatch(/<script|<b>/);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/sandbox allow-forms(?!.*allow-scripts)/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
    expect(headers.get("set-cookie")).toBeNull();
  });

  test("speaks the visitor's language, or the one its author chose", async () => {
    expect((await open(form.url, { "accept-language": "uk" })).text).toContain("Надіслати");
    const russian = await publish(leeway, { language: "ru" });
    expect((await open(russian.url, { "accept-language": "uk" })).text).toContain("Отправить");
  });

  test("may be framed by the sites that its author names, or by all", async () => {
    expect((await open(form.url)).headers.get("content-security-policy")).toContain("frame-ancestors *");
    const narrow = await publish(leeway, { sites: ["https://shop.example"] });
    expect((await open(narrow.url)).headers.get("content-security-policy")).toContain(
      "frame-ancestors https://shop.example;",
    );
  });

  test("is filled in beforehand by its address", async () => {
    expect((await open(`${form.url}?phone=380671234567`)).text).toContain('value="380671234567"');
  });

  test("is nowhere before the workflow is published, nor at a webhook's address", async () => {
    const { id } = await leeway.api("POST", "/workflows", { document: flow() });
    const url = String((await leeway.api("GET", `/workflows/${id}`)).triggers[0].url);
    const { status, text, headers } = await open(url);
    expect([status, headers.get("content-type")]).toEqual([404, "text/html; charset=utf-8"]);
    expect(text).toContain("There is no form at this address");
    expect((await open(form.url.replace("/forms/", "/hooks/"))).status).toBe(404);
  });
});

describe("what a person sends", () => {
  let form: Awaited<ReturnType<typeof publish>>;
  beforeEach(async () => void (form = await publish(leeway, { thanks: "See you!\nWe call before noon." })));

  test("starts one run with the answers, however often the same page is sent, over a restart too", async () => {
    const { seal } = await open(`${form.url}?utm_source=instagram`);
    await aWhile();
    const thanks = await send(`${form.url}?utm_source=instagram`, seal);
    expect([thanks.status, thanks.text.includes("See you!")]).toEqual([200, true]);
    await Promise.all([send(form.url, seal), send(form.url, seal)]);
    await leeway.kill();
    await leeway.start();
    form.url = form.url.replace(/:\d+/, `:${leeway.port}`);
    expect((await send(form.url, seal)).status).toBe(200);
    const runs = await eventually("the end", async () => {
      const all = await runsOf(leeway, form.id);
      return all.every(({ status }: { status: string }) => status === "succeeded") && all;
    });
    expect(runs).toHaveLength(1);
    const { output } = await leeway.api("GET", `/runs/${runs[0].id}/steps/in`);
    expect(output).toEqual({
      answers: { name: "Оксана", phone: "+380671234567", size: "M", agree: true },
      query: { utm_source: "instagram" },
      receivedAt: expect.any(String),
    });
  });

  test("is shown again with what to do where an answer does not fit, and nothing of it is lost", async () => {
    const { seal } = await open(form.url);
    await aWhile();
    const again = await send(form.url, seal, { "a.name": 'An "odd" <name>', "a.phone": "none" });
    expect(again.status).toBe(422);
    expect(again.text).toContain("2 answers are not right yet");
    expect(again.text).toContain("This is no phone number");
    expect(again.text).toContain("An &quot;odd&quot; &lt;name&gt;");
    expect(await runsOf(leeway, form.id)).toEqual([]);
    expect((await send(form.url, again.seal)).status).toBe(200);
    expect(await runsOf(leeway, form.id)).toHaveLength(1);
  });

  test("is not taken from programs: too soon", async () => {
    // A busy machine is sometimes as slow as a person.
    const soon = await eventually("a page that is sent within two seconds", async () => {
      const sent = await send(form.url, (await open(form.url)).seal);
      return sent.status === 422 && sent;
    });
    expect(soon.text).toContain("press the button once more");
    const { items } = await leeway.api("GET", `/workflows/${form.id}/hooks`);
    expect(items[0].refused).toMatchObject([{ reason: "robot", count: 1 }]);
  });

  test("is not taken from programs: with the field that people do not see, or with a page of another form", async () => {
    const { seal } = await open(form.url);
    const other = await open((await publish(leeway)).url);
    await aWhile();
    const trapped = await send(form.url, seal, { ...right, company_site: "https://spam.example" });
    expect(trapped.status).toBe(422);
    expect(trapped.text).toContain("Оксана");
    for (const strange of ["", "x.y.z", other.seal, `${seal}x`])
      expect((await send(form.url, strange)).status).toBe(422);
    expect(await runsOf(leeway, form.id)).toEqual([]);
    const { items } = await leeway.api("GET", `/workflows/${form.id}/hooks`);
    expect(items[0].refused).toMatchObject([{ reason: "robot", count: 1 }]);
    // A person who was taken for one presses once more.
    expect((await send(form.url, trapped.seal)).status).toBe(200);
  });

  test("is not taken from a page of another site, which the visitor is shown and the owner told", async () => {
    const { seal } = await open(form.url);
    await aWhile();
    const others = [
      { origin: "https://evil.example" },
      { origin: "http://localhost:1" },
      { origin: "nonsense" },
      // What browsers send of a page that hides where it is, or has no origin of its own.
      { origin: "null" },
      { origin: "null", "sec-fetch-site": "cross-site" },
      { origin: leeway.origin, "sec-fetch-site": "same-site" },
    ];
    for (const headers of others) {
      const { status, text } = await send(form.url, seal, right, headers);
      expect([headers, status, text.includes("by a page of another site")]).toEqual([headers, 403, true]);
      expect(text).toContain("Оксана");
    }
    expect(await runsOf(leeway, form.id)).toEqual([]);
    const { items } = await leeway.api("GET", `/workflows/${form.id}/hooks`);
    expect(items[0].refused).toMatchObject([{ reason: "otherPage", count: others.length }]);
  });

  test("is taken from its own page, also behind a proxy that hands on another host than people open", async () => {
    const behind = await new Leeway().start({ LEEWAY_PUBLIC_URL: "https://forms.example" });
    onTestFinished(() => behind.close());
    const { id, url } = await publish(behind);
    const own = [
      { origin: behind.origin },
      { origin: "https://forms.example" },
      { origin: behind.origin, "sec-fetch-site": "same-origin" },
      // Of a page that may not say where it is browsers say this all the same.
      { origin: "null", "sec-fetch-site": "same-origin" },
    ];
    const pages = await Promise.all(own.map(() => open(url)));
    await aWhile();
    const sent = own.map(async (headers, index) => {
      const { status } = await send(url, pages[index]?.seal ?? "", right, headers);
      return [headers, status];
    });
    expect(await Promise.all(sent)).toEqual(own.map((headers) => [headers, 200]));
    expect(await runsOf(behind, id)).toHaveLength(own.length);
  });

  test("is slowed down where one network sends too much, with a word on how long to wait", async () => {
    const { seal } = await open(form.url);
    const answers = await Promise.all(Array.from({ length: 21 }, () => send(form.url, seal)));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
    expect(answers.find(({ status }) => status === 429)?.text).toMatch(/Wait \d+ seconds/);
  });

  test("leads on to the page its author chose", async () => {
    const { url } = await publish(leeway, { redirect: "https://shop.example/thanks?x=1" });
    const { seal, headers } = await open(url);
    expect(headers.get("content-security-policy")).toContain("form-action 'self' https://shop.example;");
    await aWhile();
    const sent = await send(url, seal);
    expect([sent.status, sent.headers.get("location")]).toEqual([303, "https://shop.example/thanks?x=1"]);
  });

  test("of another kind than forms send is refused with a page", async () => {
    const answer = await fetch(form.url, {
      method: "POST",
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([415, "text/html; charset=utf-8"]);
  });
});

test("a draft's form starts nothing; what is sent while somebody listens is the sample", async () => {
  const { id } = await leeway.api("POST", "/workflows", { document: flow() });
  const { items } = await leeway.api("GET", `/workflows/${id}/hooks`);
  const url = String(items[0].testUrl);
  const stream = await EventStream.open(leeway, `/workflows/${id}/hooks/in/events`);
  const { seal, text } = await open(url);
  expect(text).toContain("A look at the draft");
  await aWhile();
  expect((await send(url, seal)).status).toBe(200);
  await eventually("the sample", async () => stream.messages.length === 1);
  const payload = { answers: { name: "Оксана", phone: "+380671234567", size: "M", agree: true } };
  expect(stream.messages[0]?.data).toMatchObject({ kind: "call", payload });
  expect((await leeway.api("GET", `/workflows/${id}/samples`)).samples.in).toMatchObject(payload);
  expect(await runsOf(leeway, String(id))).toEqual([]);
  stream.close();
});

test.each([
  [
    "two fields of one name",
    [
      { label: "A", name: "x" },
      { label: "B", name: "x" },
    ],
    "param.duplicateName fields[1].name",
  ],
  ["a name that no expression can ask for", [{ label: "A", name: "my phone" }], "param.format fields[0].name"],
  ["a reserved name", [{ label: "A", name: "__proto__" }], "param.format fields[0].name"],
  ["choices without any", [{ label: "A", name: "x", kind: "choice" }], "param.required fields[0].choices"],
  ["no question", [{ name: "x" }], "param.required fields[0].label"],
])("a form with %s is not published", async (_what, fields, problem) => {
  const { id } = await leeway.api("POST", "/workflows", { document: flow({ fields }) });
  const { problems } = await leeway.api("POST", `/workflows/${id}/validate`);
  const errors = problems.filter(({ severity }: { severity: string }) => severity === "error");
  expect(errors.map((one: { code: string; param: string }) => `${one.code} ${one.param}`)).toEqual([problem]);
});
