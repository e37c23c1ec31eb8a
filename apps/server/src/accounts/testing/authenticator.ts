import { isoCBOR } from "@simplewebauthn/server/helpers";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest();
const base64url = (data: Uint8Array) => Buffer.from(data).toString("base64url");

/** What a test changes of an honest signature. */
export interface Trick {
  origin?: string;
  type?: string;
  /** The person was not asked for finger, face or PIN. */
  unverified?: boolean;
  counter?: number;
}

/** A device with one passkey (ES256), as WebAuthn level 3 describes what it signs. For tests. */
export class Authenticator {
  readonly id = base64url(randomBytes(16));
  readonly #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  counter = 0;

  constructor(
    private readonly rpId: string,
    private readonly origin: string,
  ) {}

  /** Answers `POST /auth/passkeys/options`. */
  register(challenge: string, trick: Trick = {}): object {
    const { x = "", y = "" } = this.#keys.publicKey.export({ format: "jwk" });
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, "base64url"))],
      [-3, new Uint8Array(Buffer.from(y, "base64url"))],
    ]);
    const id = Buffer.from(this.id, "base64url");
    const attested = Buffer.concat([Buffer.alloc(16), Buffer.from([0, id.length]), id, isoCBOR.encode(cose)]);
    const authData = new Uint8Array(Buffer.concat([this.#head(trick, 0x40), attested]));
    const object = new Map<string, unknown>([
      ["fmt", "none"],
      ["attStmt", new Map()],
      ["authData", authData],
    ]);
    const attestationObject = base64url(isoCBOR.encode(object as Parameters<typeof isoCBOR.encode>[0]));
    const clientDataJSON = base64url(this.#clientData(trick.type ?? "webauthn.create", challenge, trick));
    return this.#answer({ attestationObject, clientDataJSON, transports: ["internal"] });
  }

  /** Answers `POST /auth/passkeys/sign-in/options`. */
  authenticate(challenge: string, trick: Trick = {}): object {
    this.counter += 1;
    const authData = this.#head(trick, 0);
    const clientData = this.#clientData(trick.type ?? "webauthn.get", challenge, trick);
    const signature = sign("sha256", Buffer.concat([authData, sha256(clientData)]), this.#keys.privateKey);
    return this.#answer({
      authenticatorData: base64url(authData),
      clientDataJSON: base64url(clientData),
      signature: base64url(signature),
    });
  }

  #head({ unverified, counter = this.counter }: Trick, more: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(this.rpId), Buffer.from([1 | (unverified ? 0 : 4) | more]), count]);
  }

  #clientData(type: string, challenge: string, { origin = this.origin }: Trick): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));
  }

  #answer(response: object): object {
    return { id: this.id, rawId: this.id, type: "public-key", response, clientExtensionResults: {} };
  }
}
