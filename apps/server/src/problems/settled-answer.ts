import negotiate from "@fastify/accept-negotiator";
import type { FastifyReply, FastifyRequest } from "fastify";
import { hash } from "node:crypto";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";

const pack = promisify(gzip);

interface Made {
  plain: Buffer;
  packed: Buffer;
  tag: string;
}

/**
 * A large answer that is the same for everybody as long as the server runs. It is made for the first who asks; whoever names
 * what they have by its tag hears that it still holds. It may be packed: nothing of who asks is in it, so its length tells nothing.
 */
export class SettledAnswer {
  #made: Promise<Made> | undefined;

  /** @param body what is answered as JSON */
  constructor(private readonly body: unknown) {}

  async send(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { plain, packed, tag } = await (this.#made ??= make(this.body));
    // Kept by who asked, and asked for each time: another server may answer by then, or nobody who may read it ask.
    void reply.headers({ "cache-control": "private, no-cache", etag: tag, vary: "accept-encoding" });
    if (names(request.headers["if-none-match"], tag)) return void reply.code(304).send();
    void reply.type("application/json; charset=utf-8");
    const takesPacked = negotiate(request.headers["accept-encoding"] ?? "", ["gzip"]) === "gzip";
    void (takesPacked ? reply.header("content-encoding", "gzip").send(packed) : reply.send(plain));
  }
}

async function make(body: unknown): Promise<Made> {
  const plain = Buffer.from(JSON.stringify(body));
  const packed = await pack(plain, { level: constants.Z_BEST_COMPRESSION });
  // Weak: packed or not, it says the same.
  return { plain, packed, tag: `W/"${hash("sha256", plain, "base64url")}"` };
}

const names = (tags: string | undefined, tag: string) =>
  tags?.split(",").some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === tag.slice(2)) ?? false;
