import { isObject, type Json, type JsonObject } from "@leeway/engine";
import { bodyOf } from "../inspector/webhook-sample.js";

/** A text inside single quotes of a shell. */
const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The trigger's params that say what a sender has to prove. */
type Params = Readonly<Record<string, Json>>;
const wordIn = (params: Params, name: string, fallback = "") => {
  const value = params[name];
  return typeof value === "string" && value !== "" ? value : fallback;
};

/**
 * Lines for the terminal that send this sample to the webhook as its sender would: the first one holds the secret, which
 * nobody but the owner can fill in. Made for any shell of POSIX, with openssl where something is signed.
 */
export function curlOf(url: string, method: string, payload: Json | undefined, params: Params = {}): string {
  const body = bodyOf(payload);
  const query = isObject(payload) && isObject(payload["query"]) ? payload["query"] : {};
  const pairs = Object.entries(query).map(([key, value]): [string, string] => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  const search = pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : "";
  const target = `curl -X ${method} ${quoted(url + search)}`;
  const bare = method === "GET" || body === null;
  const { before, headers, sends } = proofOf(params, bare ? "" : JSON.stringify(body), body);
  const type = bare || sends ? [] : ["-H 'content-type: application/json'"];
  const data = bare ? [] : (sends ?? [before.length > 0 ? '--data-raw "$BODY"' : `-d ${quoted(JSON.stringify(body))}`]);
  const line = [target, ...type.map(indented), ...headers.map(indented), ...data.map(indented)].join(" \\\n");
  return [...before, line].join("\n");
}

const indented = (part: string) => `  ${part}`;

interface Proof {
  /** Lines before the one that calls. */
  before: string[];
  headers: string[];
  /** Instead of the body as it is. */
  sends?: string[];
}

const SECRET = "SECRET='…'";
const signed = (what: string, algorithm: string, encoding: string) =>
  encoding === "base64"
    ? `$(printf %s ${what} | openssl dgst -${algorithm} -hmac "$SECRET" -binary | base64 | tr -d '\\n')`
    : `$(printf %s ${what} | openssl dgst -${algorithm} -hmac "$SECRET" -r | cut -d' ' -f1)`;

/** What proves the sender, by the value of `auth`. */
function proofOf(params: Params, text: string, body: Json): Proof {
  const header = wordIn(params, "authHeader", "X-Signature");
  const given = [SECRET, `BODY=${quoted(text)}`];
  switch (params["auth"]) {
    case "header":
      return { before: [], headers: [`-H ${quoted(`${header}: …`)}`] };
    case "bearer":
      return { before: [], headers: ["-H 'Authorization: Bearer …'"] };
    case "basic":
      return { before: [], headers: [`-u ${quoted(`${wordIn(params, "authUser")}:…`)}`] };
    case "hmac":
      return hmacProof(params, given, header);
    case "stripe": {
      const before = [...given, "TIME=$(date +%s)", `SIGNATURE=${signed('"$TIME.$BODY"', "sha256", "hex")}`];
      return { before, headers: ['-H "Stripe-Signature: t=$TIME,v1=$SIGNATURE"'] };
    }
    case "github": {
      const before = [...given, `SIGNATURE=${signed('"$BODY"', "sha256", "hex")}`];
      return { before, headers: ["-H 'X-GitHub-Event: push'", '-H "X-Hub-Signature-256: sha256=$SIGNATURE"'] };
    }
    case "wayforpay":
      return wayforpayProof(isObject(body) ? body : {});
    case "liqpay": {
      const data = `DATA=$(printf %s ${quoted(text)} | base64 | tr -d '\\n')`;
      const made = `SIGNATURE=$(printf %s "$SECRET$DATA$SECRET" | openssl dgst -sha1 -binary | base64)`;
      const sends = ['--data-urlencode "data=$DATA"', '--data-urlencode "signature=$SIGNATURE"'];
      return { before: [SECRET, data, made], headers: [], sends };
    }
    default:
      return { before: [], headers: [] };
  }
}

function hmacProof(params: Params, given: string[], header: string): Proof {
  const timeHeader = wordIn(params, "hmacTimeHeader");
  const pattern = wordIn(params, "hmacSigned", "{time}.{body}").replace("{time}", "$TIME").replace("{body}", "$BODY");
  const what = timeHeader === "" ? '"$BODY"' : `"${pattern}"`;
  const time = timeHeader === "" ? [] : ["TIME=$(date +%s)"];
  const made = signed(what, wordIn(params, "hmacAlgorithm", "sha256"), wordIn(params, "hmacEncoding", "hex"));
  return {
    before: [...given, ...time, `SIGNATURE=${made}`],
    headers: [
      ...(timeHeader === "" ? [] : [`-H "${timeHeader}: $TIME"`]),
      `-H "${header}: ${wordIn(params, "hmacPrefix")}$SIGNATURE"`,
    ],
  };
}

const wayforpayFields = [
  "merchantAccount",
  "orderReference",
  "amount",
  "currency",
  "authCode",
  "cardPan",
  "transactionStatus",
  "reasonCode",
];

function wayforpayProof(payment: JsonObject): Proof {
  const fields = Object.fromEntries(Object.entries(payment).filter(([name]) => name !== "merchantSignature"));
  const values = wayforpayFields.map((name) => fields[name] ?? "");
  const line = values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(";");
  const body = JSON.stringify(fields).replace(/^\{/, "");
  return {
    before: [
      SECRET,
      `SIGNATURE=${signed(quoted(line), "md5", "hex")}`,
      `BODY='{"merchantSignature":"'"$SIGNATURE"'",'${quoted(body)}`,
    ],
    headers: [],
  };
}
