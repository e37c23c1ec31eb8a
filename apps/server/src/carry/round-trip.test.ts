import "reflect-metadata";
import { jsonSchema, type Json } from "@leeway/engine";
import { holds, patience } from "@leeway/engine/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { spellingsOf } from "../credentials/spellings.js";
import { plain, twoWorkspaces, type TwoWorkspaces } from "./testing/two-workspaces.js";

const draws = { short: 12, long: 240, seed: 56 };

/** As people, other programs and attackers write: other alphabets, signs that nobody sees, names of what all objects have. */
const words = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({ unit: "binary", maxLength: 30 }).map((text) => text.toWellFormed().replaceAll("\0", "")),
  fc.constantFrom(
    "",
    "../../etc/passwd",
    "toString",
    "\u202Egnp.exe",
    "\u001b[2J",
    "=1+1",
    "Замовлення",
    "CON",
    "{{ vars.a }}",
  ),
);
const ident = fc.stringMatching(/^[a-z][a-z\d_]{2,8}$/);
const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((again) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    words,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(again("value"), { maxLength: 3 }),
    fc.dictionary(ident, again("value"), { maxKeys: 3 }),
  ),
})).value;

const node = (id: string) =>
  fc.record(
    {
      id: fc.constant(id),
      type: fc.constantFrom(
        "trigger.manual",
        "trigger.schedule",
        "data.set",
        "http.request",
        "logic.workflow",
        "nobody.knows",
      ),
      name: words,
      position: fc.record({ x: fc.integer(), y: fc.integer() }),
      params: fc.dictionary(ident, json, { maxKeys: 3 }),
      disabled: fc.boolean(),
      onError: fc.constantFrom("stop", "continue", "explode"),
    },
    { requiredKeys: ["id", "type", "position", "params"] },
  );
const drawing = fc.record({
  name: words,
  nodes: fc.tuple(node("a"), node("b"), node("c")),
  notes: fc.array(fc.record({ id: ident, position: fc.constant({ x: 1, y: 2 }), text: words }), { maxLength: 2 }),
  timezone: fc.option(fc.constantFrom("Europe/Kyiv", "UTC"), { nil: undefined }),
  /** Which credential and which workflow its steps name, by their places. */
  credential: fc.nat(9),
  calls: fc.nat(9),
  labels: fc.nat(3),
});
const secret = fc
  .string({ unit: "grapheme-ascii", minLength: 12, maxLength: 40 })
  .filter((text) => text.trim() === text);
const workspace = fc.record({
  labels: fc.uniqueArray(ident, { maxLength: 3 }),
  variables: fc.uniqueArray(ident, { maxLength: 3 }),
  fields: fc.uniqueArray(ident, { maxLength: 3 }),
  secrets: fc.uniqueArray(secret, { maxLength: 3 }),
  drawings: fc.array(drawing, { maxLength: 4 }),
});
type Drawn = typeof workspace extends fc.Arbitrary<infer T> ? T : never;

async function build(two: TwoWorkspaces, drawn: Drawn): Promise<void> {
  const done = async (method: string, path: string, body: unknown) => {
    const answer = await two.call(method, path, body);
    expect([path, answer.status < 300, answer.text]).toEqual([path, true, expect.any(String)]);
    return answer.body;
  };
  const labels: string[] = [];
  for (const name of drawn.labels) labels.push((await done("POST", "/labels", { name, color: "teal" })).id);
  await done("PUT", "/variables", {
    items: drawn.variables.map((name) => ({ name, type: "text", value: `${name} ї` })),
  });
  await done("PUT", "/fields", { items: drawn.fields.map((name) => ({ name, type: "text" })) });
  const credentials: string[] = [];
  for (const [index, token] of drawn.secrets.entries()) {
    const data = { token, allowedHosts: [`shop${index}.example`] };
    credentials.push((await done("POST", "/credentials", { type: "httpBearer", name: `Shop ${index}`, data })).id);
  }
  const ids: string[] = [];
  const [first] = drawn.drawings;
  for (const _ of drawn.drawings)
    ids.push((await done("POST", "/workflows", { document: documentOf(first as never) })).id);
  for (const [index, one] of drawn.drawings.entries()) {
    const uses = { credential: credentials[one.credential], called: ids[one.calls] };
    await done("PUT", `/workflows/${ids[index]}`, { revision: 1, document: documentOf(one, uses) });
    await done("PUT", `/workflows/${ids[index]}/labels`, { labels: labels.slice(0, one.labels) });
  }
}

const documentOf = (
  { name, nodes, notes, timezone }: Drawn["drawings"][number],
  { credential, called }: { credential?: string | undefined; called?: string | undefined } = {},
) => ({
  schemaVersion: 1,
  name,
  nodes: nodes.map((one) => ({
    ...one,
    ...(one.type === "http.request" && credential !== undefined && { credential }),
    params: { ...one.params, ...(one.type === "logic.workflow" && called !== undefined && { workflowId: called }) },
  })),
  edges: [{ id: "e", source: "a", sourceHandle: "main", target: "b" }],
  notes,
  settings: { ...(timezone && { timezone }) },
});

test(
  "whatever is in a workspace comes whole into an empty one, twice makes nothing twice, and no secret is in the file in any spelling",
  async () => {
    const theirs = { settings: "theirs", labels: "theirs", variables: "theirs", fields: "theirs" };
    await holds(
      fc.asyncProperty(workspace, async (drawn) => {
        const two = await twoWorkspaces();
        try {
          await build(two, drawn);
          const { text, body: file } = await two.call("GET", "/workspace/export");
          expect(jsonSchema.safeParse(file).success).toBe(true);
          for (const spelled of spellingsOf(drawn.secrets)) expect(text).not.toContain(spelled);
          const answer = await two.asPerson("POST", "/workspace/import", { file, choices: theirs });
          expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
          const again = await two.exported("ws_2");
          expect(plain(again)).toEqual(plain(file));
          for (const { id } of [...file.workflows, ...file.credentials])
            expect(JSON.stringify(again)).not.toContain(id);
          const { workflows, credentials } = await two.imported(file, { choices: { workflows: "both" } });
          const outcomes = [...workflows, ...credentials].map(({ outcome }) => outcome);
          expect(outcomes.filter((outcome) => outcome !== "same")).toEqual([]);
          expect({ ...(await two.exported("ws_2")), exportedAt: "" }).toEqual({ ...again, exportedAt: "" });
        } finally {
          await two.close();
        }
      }),
      draws,
    );
  },
  patience(draws),
);
