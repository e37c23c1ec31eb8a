import { afterAll, beforeAll, expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { apiKey, Leeway } from "../../tests/system/leeway.ts";

// The `curl` lines of docs/api.md, word by word, against the built server. Read here instead of by a shell: not every
// machine that runs the tests has curl.
const page = readFileSync(join(import.meta.dirname, "../../docs/api.md"), "utf8");
const leeway = new Leeway();
beforeAll(() => leeway.start({ LEEWAY_ALLOW_PRIVATE_HOSTS: "" }), 30_000);
afterAll(() => leeway.close());

/** The words of each command, quotes taken off; `$NAME` outside of single quotes stays for `filled`. */
function commandsOf(script) {
  const word = /'([^']*)'|"([^"]*)"|#[^\n]*|\n|[^\s'"#]+/g;
  const commands = [[]];
  for (const [found, single, double] of script.matchAll(word)) {
    if (found === "\n") commands.push([]);
    else if (!found.startsWith("#")) commands.at(-1).push(single ?? double ?? found);
  }
  return commands.filter(([name]) => name === "curl");
}

/** The request that curl would send for these words. */
function requestOf(words, variables) {
  const filled = (text) => text.replace(/\$(\w+)/g, (_, name) => variables[name] ?? `no ${name}`);
  const request = { method: undefined, headers: {}, body: undefined, url: "" };
  for (let at = 1; at < words.length; at++) {
    if (words[at] === "-X") request.method = words[++at];
    else if (words[at] === "-d") request.body = words[++at];
    else if (words[at] === "-H") {
      const [name, value] = words[++at].split(": ");
      request.headers[name] = filled(value);
    } else if (!words[at].startsWith("-")) request.url = filled(words[at]);
  }
  request.method ??= request.body === undefined ? "GET" : "POST";
  return request;
}

test("every curl line of docs/api.md does what the page says", async () => {
  const scripts = [...page.matchAll(/^```sh\n(.*?)^```/gms)].map(([, script]) => script);
  const commands = commandsOf(scripts.join("\n"));
  const variables = { LEEWAY: leeway.origin, KEY: apiKey };
  const seen = [];
  for (const words of commands) {
    const { url, ...request } = requestOf(words, variables);
    const answer = await fetch(url.replace(`${leeway.origin}/hooks/…`, variables.hook), request);
    const text = await answer.text();
    const json = text.startsWith("{") ? JSON.parse(text) : undefined;
    if (json?.runId) variables.RUN = (await leeway.settled(json.runId)).id;
    const hook = json?.triggers?.[0]?.url;
    if (hook) Object.assign(variables, { WORKFLOW: json.id, hook });
    seen.push([answer.status, text]);
  }
  expect(seen.map(([status]) => status)).toEqual([200, 201, 200, 200, 202, 200, 200, 404, 200]);
  const [list, , published, hello, , run, steps, problem, events] = seen.map(([, text]) => text);
  expect(list).toContain('"triggers":[{"nodeId":"order","type":"trigger.webhook","url":');
  expect(page).toContain(published);
  expect(page).toContain(hello);
  expect(JSON.parse(run).id).toBe(variables.RUN);
  expect(JSON.parse(steps).items.map(({ key }) => key)).toEqual(["hook", "answer"]);
  for (const value of Object.values(JSON.parse(problem))) expect(page).toContain(String(value));
  expect(events).toMatch(/\nid: \d+\ndata: \{"type":"run\.finished".*"status":"succeeded"/);
});
