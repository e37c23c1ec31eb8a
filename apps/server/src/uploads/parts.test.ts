import { holds, patience } from "@leeway/engine/testing";
import fc from "fast-check";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { readParts, type FilePart, type PartBounds } from "./parts.js";

const draws = { short: 300, long: 10_000, seed: 20261121 };
const bounds: PartBounds = { bytes: 1_000, files: 3, text: 200, fields: 5 };
const headers = { "content-type": "multipart/form-data; boundary=x" };
const field = (name: string, text: string) =>
  `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`;
const file = (name: string, text: string) =>
  `--x\r\ncontent-disposition: form-data; name="${name}"; filename="${name}.txt"\r\n\r\n${text}\r\n`;

/** Keeps files in memory; `open` counts those that are still being read. */
function keeper() {
  const state = { open: 0, kept: [] as string[] };
  const keep = async ({ name, content }: FilePart) => {
    state.open += 1;
    try {
      // As a database is asked first.
      await Promise.resolve();
      let text = "";
      for await (const chunk of content) text += chunk.toString("latin1");
      state.kept.push(name);
      return { name, text };
    } finally {
      state.open -= 1;
    }
  };
  return { state, keep };
}
/** A body that comes in pieces, and may break off. */
const arriving = (body: string, pieces: number, breaks = false) =>
  Readable.from(
    (function* () {
      const size = Math.max(1, Math.ceil(body.length / pieces));
      for (let from = 0; from < body.length; from += size) yield Buffer.from(body.slice(from, from + size), "latin1");
      if (breaks) throw new Error("the sender went away");
    })(),
  );
const codeOf = (error: unknown) => (error as { code?: string }).code ?? String(error);

test("fields come in their order, files as what is kept of them, repeated names as lists", async () => {
  const { keep } = keeper();
  const body = `${file("a", "one")}${field("b", "1")}${field("b", "2")}${file("a", "two")}--x--\r\n`;
  expect(await readParts(arriving(body, 7), headers, bounds, keep)).toEqual({
    a: [
      { name: "a.txt", text: "one" },
      { name: "a.txt", text: "two" },
    ],
    b: ["1", "2"],
  });
});

test.each<[string, string]>([
  ["files", file("a", "x".repeat(600)) + file("b", "x".repeat(600))],
  ["a text", field("a", "x".repeat(201))],
  ["texts together", field("a", "x".repeat(150)) + field("b", "x".repeat(150))],
  ["many files", [1, 2, 3, 4].map((n) => file(`f${n}`, "x")).join("")],
  ["many fields", [1, 2, 3, 4, 5, 6].map((n) => field(`f${n}`, "x")).join("")],
])("%s beyond the bounds are refused", async (_what, parts) => {
  const { keep, state } = keeper();
  const refused = await readParts(arriving(`${parts}--x--`, 3), headers, bounds, keep).catch(codeOf);
  expect([refused, state.open]).toEqual(["request.tooLarge", 0]);
});

test("what comes after the form's end is read and let go: the next call on the connection stands behind it", async () => {
  const { keep } = keeper();
  // With a head that has no end before the form's, and more parts than there should be.
  const head = `--x\r\ncontent-disposition: form-data; name="a"; filename="a.txt"\r\n--x--\r\n`;
  const late = Buffer.from(head + file("b", "x".repeat(90_000)) + file("c", "x".repeat(90_000)));
  const slowly = async function* () {
    for (let from = 0; from < late.length; from += 9_000) {
      await new Promise(setImmediate);
      yield late.subarray(from, from + 9_000);
    }
  };
  const stream = Readable.from(slowly(), { objectMode: false });
  const ended = new Promise((resolve) => stream.once("end", resolve));
  expect(await readParts(stream, headers, bounds, keep)).toEqual({});
  await ended;
});

test("what keeping fails with is what is told, and the other files are let go", async () => {
  const { keep, state } = keeper();
  const full = (part: FilePart) =>
    part.name === "b.txt" ? Promise.reject(Object.assign(new Error("full"), { code: "ENOSPC" })) : keep(part);
  const body = `${file("a", "one")}${file("b", "two")}${file("c", "three")}--x--\r\n`;
  expect(await readParts(arriving(body, 4), headers, bounds, full).catch(codeOf)).toBe("ENOSPC");
  expect(state.open).toBe(0);
});

test(
  "whatever arrives, in whatever pieces, wherever it breaks off: it ends, as fields or as a problem, and no file stays open",
  async () => {
    const part = fc.oneof(
      fc.tuple(fc.constantFrom("a", "b", "__proto__", ""), fc.string({ maxLength: 300 })).map(([n, t]) => field(n, t)),
      fc.tuple(fc.constantFrom("a", "b", "constructor"), fc.string({ maxLength: 900 })).map(([n, t]) => file(n, t)),
      fc.string({ unit: "binary", maxLength: 80 }),
    );
    const body = fc
      .tuple(fc.array(part, { maxLength: 5 }), fc.constantFrom("--x--\r\n", "--x", ""), fc.nat(3_000))
      .map(([parts, end, cut]) => (parts.join("") + end).slice(0, cut));
    const property = fc.asyncProperty(
      body,
      fc.integer({ min: 1, max: 40 }),
      fc.boolean(),
      async (text, pieces, breaks) => {
        const { keep, state } = keeper();
        const codes = ["request.notForm", "request.tooLarge", "request.forbiddenKey"];
        const ended = await readParts(arriving(text, pieces, breaks), headers, bounds, keep).catch(codeOf);
        if (typeof ended === "string") expect(codes).toContain(ended);
        expect(state.open).toBe(0);
      },
    );
    await holds(property, draws);
  },
  patience(draws),
);
