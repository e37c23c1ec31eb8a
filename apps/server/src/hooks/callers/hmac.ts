import { createHmac } from "node:crypto";
import { ownOf, type JsonObject } from "@leeway/engine";
import { headerOf, wordIn, type Call, type CallerCheck } from "./caller-check.js";
import { isFresh } from "./fresh.js";
import { same } from "../../adapters/secrets/same.js";

/** By the words of the trigger's param. */
const algorithms: Readonly<Record<string, string>> = { sha256: "sha256", sha512: "sha512", sha1: "sha1" };
const encodings: Readonly<Record<string, "hex" | "base64">> = { hex: "hex", base64: "base64" };

/**
 * A keyed hash (RFC 2104) over the body, or, where a header says when it was signed, over time and body. What is set up
 * wrong lets nobody in.
 */
export const hmac: CallerCheck = {
  overBody: true,
  check(call, secret, params, now) {
    const sent = headerOf(call, wordIn(params, "authHeader"))?.trim();
    const prefix = wordIn(params, "hmacPrefix");
    const signature = sent?.startsWith(prefix) && sent.slice(prefix.length);
    if (!signature) return "unsigned";
    const time = timeIn(call, params);
    if (time === undefined) return "unsigned";
    const made = madeOver(signedPart(call, params, time), secret, params);
    if (made === undefined || !same(Buffer.from(signature, made.encoding), made.digest)) return "wrong";
    // Only what the owner of the secret wrote is worth reading as a time.
    return time === "" || isFresh(time, params["tolerance"], now) ? undefined : "old";
  },
};

/** Empty where none is asked for, undefined where the call lacks it. */
function timeIn(call: Call, params: JsonObject): string | undefined {
  const name = wordIn(params, "hmacTimeHeader").trim();
  return name === "" ? "" : headerOf(call, name)?.trim() || undefined;
}

/** The bytes that were signed: `{time}` and `{body}` in the pattern of the trigger. */
function signedPart({ bytes }: Call, params: JsonObject, time: string): Buffer {
  if (time === "") return bytes;
  const given = wordIn(params, "hmacSigned");
  const pieces = (given.includes("{body}") ? given : "{time}.{body}").split(/(\{time\}|\{body\})/);
  return Buffer.concat(
    pieces.map((piece) => (piece === "{body}" ? bytes : Buffer.from(piece === "{time}" ? time : piece))),
  );
}

function madeOver(bytes: Buffer, secret: string, params: JsonObject) {
  const algorithm = ownOf(algorithms, wordIn(params, "hmacAlgorithm", "sha256"));
  const encoding = ownOf(encodings, wordIn(params, "hmacEncoding", "hex"));
  if (algorithm === undefined || encoding === undefined) return undefined;
  return { encoding, digest: createHmac(algorithm, secret).update(bytes).digest() };
}
