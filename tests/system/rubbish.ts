import fc from "fast-check";

/** A request that nobody in their right mind sends; `path` is written as it is. */
export interface Rubbish {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer | undefined;
}

const poison = [
  "__proto__",
  "constructor",
  "prototype",
  "toString",
  "hasOwnProperty",
  "then",
  "",
  " ",
  "\u0000",
  "a.b",
];
const nasty = fc.oneof(
  fc.constantFrom<unknown>(null, true, 0, -0, 1e308, -1e308, 0.1, 2 ** 53, "", " ", "\u0000", "\ud800", "{{", "{{ }}"),
  fc.constantFrom<unknown>("{{ trigger.body }}", "{{ steps.x.y | upper }}", "../../etc/passwd", "' OR 1=1 --", "%00"),
  fc.constantFrom<unknown>(
    "true",
    "1e400",
    "2026-02-30",
    "9".repeat(400),
    "x".repeat(70_000),
    "\ufeff",
    "🦆".repeat(99),
  ),
  fc.string({ unit: "binary" }),
  fc.double(),
);
/** Any JSON, with keys that break what takes objects for maps. */
const { anything } = fc.letrec<{ anything: unknown }>((tie) => ({
  anything: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    nasty,
    fc.array(tie("anything"), { maxLength: 5 }),
    fc
      .array(fc.tuple(fc.oneof(fc.constantFrom(...poison), fc.string()), tie("anything")), { maxLength: 5 })
      .map((all) => Object.fromEntries(all)),
  ),
}));
const keysOf = (names: readonly string[]) => fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...names) }, fc.string());
/** An object that has the right names now and then, and never the right values. */
const likely = (names: readonly string[]) =>
  fc.array(fc.tuple(keysOf(names), anything), { maxLength: 6 }).map((all) => Object.fromEntries(all));

const bytes = (text: string) => Buffer.from(text);
const deep = fc
  .tuple(fc.constantFrom("[", '{"a":'), fc.integer({ min: 1, max: 3_000 }), fc.constantFrom("", "1", "]", "}"))
  .map(([open, times, rest]) => bytes(open.repeat(times) + rest));
const wide = fc
  .integer({ min: 1, max: 20_000 })
  .map((count) => bytes(`[${Array.from({ length: count }, () => "{}").join(",")}]`));
const broken = fc
  .tuple(anything, fc.nat(), fc.constantFrom("", ",", "}", "\u0000", '"', "\\", "\ud800"))
  .map(([value, at, put]) => {
    const text = JSON.stringify(value) ?? "";
    const place = at % (text.length + 1);
    return bytes(text.slice(0, place) + put + text.slice(place + 1));
  });
const poisoned = fc
  .tuple(fc.constantFrom(...poison.slice(0, 3)), anything)
  .map(([key, value]) => bytes(`{"a":[{"${key}":${JSON.stringify(value)}}]}`));
const encodings = anything.map((value) => Buffer.from(JSON.stringify(value), "utf16le"));

/** Parts with all that can be wrong about them; some are whole. */
const part = fc
  .tuple(
    fc.constantFrom("form-data", "attachment", ""),
    fc.oneof(fc.constantFrom("a", ...poison), fc.string()),
    fc.oneof(
      fc.constantFrom("", '; filename="a.txt"', '; filename=""', '; filename="../../x"', "; filename*=UTF-8''%ff"),
    ),
    fc.constantFrom("\r\n\r\n", "\r\n", "\n\n", ""),
    fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("x".repeat(70_000), "--x", "\r\n--x--", "\u0000")),
  )
  .map(
    ([kind, name, file, gap, text]) => `--x\r\ncontent-disposition: ${kind}; name="${name}"${file}${gap}${text}\r\n`,
  );
const parts = fc
  .tuple(fc.array(part, { maxLength: 4 }), fc.constantFrom("--x--\r\n", "--x--", "--x", ""))
  .map(([all, end]) => bytes(all.join("") + end));

const bodies = (names: readonly string[]): fc.Arbitrary<Buffer | undefined> =>
  fc.oneof(
    { weight: 10, arbitrary: likely(names).map((value) => bytes(JSON.stringify(value))) },
    { weight: 2, arbitrary: anything.map((value) => bytes(JSON.stringify(value))) },
    { weight: 2, arbitrary: broken },
    { weight: 1, arbitrary: poisoned },
    { weight: 1, arbitrary: encodings },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((all) => Buffer.from(all)) },
    { weight: 1, arbitrary: fc.oneof({ weight: 3, arbitrary: deep }, { weight: 1, arbitrary: wide }) },
    { weight: 2, arbitrary: parts },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
const types = fc.oneof(
  { weight: 14, arbitrary: fc.constant("application/json") },
  { weight: 3, arbitrary: fc.constant("multipart/form-data; boundary=x") },
  fc.constantFrom(
    "application/json; charset=utf-16",
    "text/plain",
    "application/x-www-form-urlencoded",
    "",
    "x",
    "*/*",
  ),
  fc.constantFrom("multipart/form-data; boundary=x", "multipart/form-data", "application/xml", "application/json;;;"),
);
const headers = fc
  .tuple(
    types,
    fc.constantFrom("", "", "", "", "", "", "", "", "gzip", "br", "identity"),
    fc.constantFrom("uk", "xx-YY;q=nonsense", "*", ",,,"),
  )
  .map(([type, encoding, language]) => ({
    "accept-language": language,
    ...(type !== "" && { "content-type": type }),
    ...(encoding !== "" && { "content-encoding": encoding }),
  }));
/** A part of an address, or a query's value: escaped as it should be, or not at all. */
const word = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }).map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom("%", "%ff", "%00", "%2e%2e%2f", "..", "x".repeat(300), "__proto__", "null", "-1", "1e9", "%F0%9F"),
);
const query = fc
  .array(fc.tuple(fc.constantFrom("limit", "cursor", "status", "workflowId", "q", "a[b]", "__proto__"), word), {
    maxLength: 4,
  })
  .map((all) => (all.length === 0 ? "" : `?${all.map(([name, value]) => `${name}=${value}`).join("&")}`));

export interface Surface {
  /** What any address may be asked by. */
  methods: readonly string[];
  /** The right method with a path with `:parts`. */
  routes: readonly (readonly [method: string, path: string])[];
  /** What a part is by right, where something exists: by its name, or by the part before it with its name (`labels/:id`). */
  parts: Readonly<Record<string, readonly string[]>>;
  names: readonly string[];
}

/** What is sent to a surface. */
export const rubbishFor = ({ methods, routes, parts, names }: Surface): fc.Arbitrary<Rubbish> =>
  fc
    .record({
      route: fc.constantFrom(...routes),
      other: fc.constantFrom(...methods),
      words: fc.array(word, { minLength: 4, maxLength: 4 }),
      right: fc.boolean(),
      pick: fc.nat(),
      query,
      headers,
      body: bodies(names),
    })
    .map(({ route: [usual, path], other, words, right, pick, query, headers, body }) => {
      let used = 0;
      const fill = (segment: string, at: number, all: readonly string[]) => {
        if (!segment.startsWith(":")) return segment;
        const known = parts[`${all[at - 1]}/${segment}`] ?? parts[segment.slice(1)] ?? [];
        return (right && known.length > 0 ? known[pick % known.length] : undefined) ?? words[used++] ?? "x";
      };
      const filled = path.split("/").map(fill).join("/");
      const method = pick % 5 === 0 ? other : usual;
      const has = method !== "GET" && method !== "HEAD";
      return { method, path: filled + query, headers, body: has ? body : undefined };
    });
