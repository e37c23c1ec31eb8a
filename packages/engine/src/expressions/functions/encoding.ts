import type { Json } from "../../json.js";
import { newObject, put, writeText } from "../values.js";
import { oneOf } from "./arguments.js";
import { bytesOf, fromBase64, textOfBytes, toBase64, toHex } from "./bytes.js";
import type { Call } from "./call.js";
import { functionsOf } from "./definition.js";
import { algorithms, digest, keyedDigest } from "./digest.js";

const encoding = functionsOf("encoding");

export const encodingFunctions = [
  encoding(
    "urlEncode",
    ["text"],
    [
      "Writes a text so that it can be part of a web address.",
      "Записує текст так, щоб він міг бути частиною вебадреси.",
      "Записывает текст так, чтобы он мог быть частью веб-адреса.",
    ],
    ['{{ "tea & cup" | urlEncode }}', "tea%20%26%20cup"],
    (call) => encodeURIComponent(call.text(0).toWellFormed()),
  ),
  encoding(
    "urlDecode",
    ["text"],
    [
      "Reads a piece of a web address as plain text.",
      "Читає частину вебадреси як звичайний текст.",
      "Читает часть веб-адреса как обычный текст.",
    ],
    ['{{ "tea%20%26+cup" | urlDecode }}', "tea & cup"],
    (call) => decoded(call, call.text(0)),
  ),
  encoding(
    "toQuery",
    ["object"],
    [
      "Writes an object as the query of a web address; null is left out, a list repeats its name.",
      "Записує об’єкт як параметри вебадреси; null пропускається, список повторює свою назву.",
      "Записывает объект как параметры веб-адреса; null пропускается, список повторяет своё название.",
    ],
    ['{{ { utm: "site", tag: [1, 2], no: null } | toQuery }}', "utm=site&tag=1&tag=2"],
    toQuery,
  ),
  encoding(
    "fromQuery",
    ["text"],
    [
      "Reads the query of a web address as an object; a name that comes several times has a list.",
      "Читає параметри вебадреси як об’єкт; назва, що повторюється, має список.",
      "Читает параметры веб-адреса как объект; у повторяющегося названия — список.",
    ],
    ['{{ "utm=site&tag=1&tag=2" | fromQuery }}', { utm: "site", tag: ["1", "2"] }],
    fromQuery,
  ),
  encoding(
    "toBase64",
    ["text"],
    ["Writes a text in Base64.", "Записує текст у Base64.", "Записывает текст в Base64."],
    ['{{ "user:Ключ" | toBase64 }}', "dXNlcjrQmtC70Y7Rhw=="],
    (call) => toBase64(bytesOf(paid(call))),
  ),
  encoding(
    "fromBase64",
    ["text"],
    ["Reads a text in Base64.", "Читає текст у Base64.", "Читает текст в Base64."],
    ['{{ "dXNlcjrQmtC70Y7Rhw==" | fromBase64 }}', "user:Ключ"],
    readBase64,
  ),
  encoding(
    "hash",
    ["text", "algorithm?", "form?"],
    [
      "The digest of a text: sha256, sha1 or md5, written as hex or base64.",
      "Хеш тексту: sha256, sha1 або md5, записаний як hex або base64.",
      "Хеш текста: sha256, sha1 или md5, записанный как hex или base64.",
    ],
    ['{{ "ada@mail.com" | hash("md5") }}', "b92759194b9c4bf65009f24ed1c9304a"],
    (call) => written(call, 2, digest(oneOf(call, 1, algorithms, "sha256"), bytesOf(paid(call)))),
  ),
  encoding(
    "hmac",
    ["text", "key", "algorithm?", "form?"],
    [
      "The signature of a text with a key: sha256, sha1 or md5, written as hex or base64.",
      "Підпис тексту ключем: sha256, sha1 або md5, записаний як hex або base64.",
      "Подпись текста ключом: sha256, sha1 или md5, записанная как hex или base64.",
    ],
    ['{{ "1042;1250" | hmac("key", "md5") }}', "89f7f5405af1ca75ea95891d8e784218"],
    (call) =>
      written(call, 3, keyedDigest(oneOf(call, 2, algorithms, "sha256"), bytesOf(paid(call)), bytesOf(call.text(1)))),
  ),
  encoding(
    "escapeHtml",
    ["text"],
    [
      "Writes a text so that it shows as it is in a web page or a formatted message.",
      "Записує текст так, щоб на вебсторінці чи у форматованому повідомленні він виглядав без змін.",
      "Записывает текст так, чтобы на веб-странице или в форматированном сообщении он выглядел без изменений.",
    ],
    ['{{ "Tea & <Cup>" | escapeHtml }}', "Tea &amp; &lt;Cup&gt;"],
    (call) => {
      call.budget.grow(call.text(0).length);
      return call.text(0).replaceAll(/[&<>"']/g, (sign) => entities[sign] ?? sign);
    },
  ),
];

/** Bytes are handled one by one. */
function paid(call: Call): string {
  const text = call.text(0);
  call.budget.spend(text.length / 4);
  return text;
}

function readBase64(call: Call): Json {
  const bytes = fromBase64(paid(call));
  const text = bytes && textOfBytes(bytes);
  if (text === undefined) throw call.wrong(0, "base64", { expected: "Base64" });
  return text;
}

const forms = ["hex", "base64"] as const;

function written(call: Call, index: number, bytes: Uint8Array): string {
  return oneOf(call, index, forms, "hex") === "hex" ? toHex(bytes) : toBase64(bytes);
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function decoded(call: Call, text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw call.wrong(0, "url", { expected: "%20" });
  }
}

function toQuery(call: Call): Json {
  const pairs: string[] = [];
  let length = 0;
  for (const [name, value] of Object.entries(call.object(0)))
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one === null) continue;
      const written = [name, writeText(one, call.budget)].map((part) => encodeURIComponent(part.toWellFormed()));
      const pair = written.join("=");
      call.budget.extend(length, pair.length);
      length += pair.length;
      pairs.push(pair);
    }
  return pairs.join("&");
}

function fromQuery(call: Call): Json {
  const found = new Map<string, Json[]>();
  const pairs = call.text(0).replace(/^\?/, "").split("&");
  call.budget.spend(pairs.length);
  for (const pair of pairs) {
    const [name = "", ...rest] = pair.split("=");
    if (name === "") continue;
    const key = decoded(call, name);
    const values = found.get(key) ?? [];
    values.push(decoded(call, rest.join("=")));
    found.set(key, values);
  }
  const made = newObject();
  for (const [key, values] of found) put(made, key, values.length === 1 ? (values[0] ?? null) : values);
  return made;
}
