import { LRUCache } from "lru-cache";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const LIFE_MS = 5 * 60_000;
/** More sign-ins than five minutes see. */
const REMEMBERED = 20_000;
const TIME_BYTES = 8;
const RANDOM_BYTES = 16;
const HEAD_BYTES = TIME_BYTES + RANDOM_BYTES;

/**
 * What a passkey signs. A challenge carries its time and our mark, so that strangers who ask for them fill no table and push
 * nobody else's out; only those that were used are remembered, for as long as they would be good.
 */
export class Challenges {
  readonly #key = randomBytes(32);
  #known: LRUCache<string, true> | undefined;

  constructor(private readonly now: () => number = () => Date.now()) {}

  /** Its room is taken with the first one. */
  get #used() {
    const { now } = this;
    return (this.#known ??= new LRUCache({ max: REMEMBERED, ttl: LIFE_MS, ttlResolution: 0, perf: { now } }));
  }

  /** `purpose` says what it is good for, and for whom. */
  make(purpose: string): Uint8Array<ArrayBuffer> {
    const head = Buffer.alloc(HEAD_BYTES);
    head.writeBigUInt64BE(BigInt(this.now()));
    randomBytes(RANDOM_BYTES).copy(head, TIME_BYTES);
    return new Uint8Array(Buffer.concat([head, this.#mark(purpose, head)]));
  }

  /** Whether a signed challenge (base64url) is one of ours for this purpose, young, and not used before. */
  isGood(purpose: string, challenge: string): boolean {
    const bytes = Buffer.from(challenge, "base64url");
    const head = bytes.subarray(0, HEAD_BYTES);
    const mark = this.#mark(purpose, head);
    if (bytes.length !== HEAD_BYTES + mark.length || !timingSafeEqual(bytes.subarray(HEAD_BYTES), mark)) return false;
    const age = this.now() - Number(head.readBigUInt64BE());
    return age >= 0 && age <= LIFE_MS && !this.#used.has(bytes.toString("base64url"));
  }

  /** Its signature has been accepted: the same one is not accepted again. False where another was faster. */
  spend(challenge: string): boolean {
    const name = Buffer.from(challenge, "base64url").toString("base64url");
    if (this.#used.has(name)) return false;
    this.#used.set(name, true);
    return true;
  }

  #mark(purpose: string, head: Uint8Array): Buffer {
    return createHmac("sha256", this.#key).update(purpose).update("\n").update(head).digest();
  }
}
