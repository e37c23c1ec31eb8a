import { expect, test } from "vitest";
import { readJsonFile } from "./json-file.js";

const read = (bytes: Uint8Array | string) =>
  readJsonFile(typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes, (encoding, given) =>
    new TextDecoder(encoding, { fatal: true }).decode(given),
  );
const utf16 = (text: string) => new Uint8Array(Buffer.from(`\uFEFF${text}`, "utf16le"));

test.each<[string, Uint8Array | string]>([
  ["as it is", '{"a":"Ї"}'],
  ["with a mark before it", '\uFEFF{"a":"Ї"}'],
  ["as PowerShell writes it", utf16('{"a":"Ї"}')],
  ["with the bytes the other way round", new Uint8Array(Buffer.from(utf16('{"a":"Ї"}')).swap16())],
])("JSON is read %s", (_how, bytes) => {
  expect(read(bytes)).toEqual({ ok: true, value: { a: "Ї" } });
});

test.each<[string, Uint8Array | string, object]>([
  ["an empty file", "", { why: "empty" }],
  ["a file of blanks", " \r\n", { why: "empty" }],
  ["letters of Windows-1251", new Uint8Array([0x22, 0xcf, 0xf0, 0x22]), { why: "encoding" }],
  ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), { why: "encoding" }],
  ["a page of a site", "<!doctype html>", { why: "syntax", line: 1, column: 1 }],
  ["a comma too many", '{\n  "a": 1,\n}', { why: "syntax", line: 3, column: 1 }],
  ["a remark", '{\n  // mine\n  "a": 1\n}', { why: "syntax", line: 2, column: 3 }],
  ["an unknown word", '{\n  "a": x\n}', { why: "syntax", line: 2, column: 8 }],
  ["a file that breaks off", '{\n  "a": [1,\n    "b', { why: "syntax", line: 3, column: 7 }],
  ["a value that does not come", '{\n  "a":', { why: "syntax", line: 2, column: 7 }],
  ["two of them", "{}\n{}", { why: "syntax", line: 2, column: 1 }],
  ["a line break in a text", '{"a":\n "b\nc"}', { why: "syntax", line: 2, column: 4 }],
])("%s is told with its place", (_what, bytes, fault) => {
  expect(read(bytes)).toMatchObject({ ok: false, fault });
});

test("whatever breaks off has a place in it", () => {
  const text = JSON.stringify({ a: ["Ї", { b: null, c: -1.5e3 }], d: "\u2028\\" }, null, 2);
  for (let length = 1; length < text.length; length++) {
    const found = read(text.slice(0, length));
    expect([length, found.ok, !found.ok && found.fault.why]).toEqual([length, false, "syntax"]);
  }
});
