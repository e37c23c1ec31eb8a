import Fastify from "fastify";
import { expect, test } from "vitest";
import { SettledAnswer } from "./settled-answer.js";

/** The tag under which a server gives it. */
async function tagOf(body: unknown) {
  const fastify = Fastify();
  const answer = new SettledAnswer(body);
  fastify.get("/", (request, reply) => answer.send(request, reply));
  const { headers } = await fastify.inject("/");
  await fastify.close();
  return headers["etag"];
}

test("a server that answers the same as the last one gives it the same tag, one that answers another thing another", async () => {
  const before = await tagOf({ items: [{ type: "core.wait", version: 1 }] });
  expect(await tagOf({ items: [{ type: "core.wait", version: 1 }] })).toBe(before);
  expect(await tagOf({ items: [{ type: "core.wait", version: 2 }] })).not.toBe(before);
});
