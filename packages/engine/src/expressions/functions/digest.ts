/** Digests that payment services and signed webhooks ask for; the engine has no platform to ask, so it makes them itself. */
export const algorithms = ["md5", "sha1", "sha256"] as const;
export type Algorithm = (typeof algorithms)[number];

const blockSize = 64;
const rotate = (word: number, by: number) => (word << by) | (word >>> (32 - by));

export function digest(algorithm: Algorithm, message: Uint8Array): Uint8Array {
  const little = algorithm === "md5";
  const { start, mix } = machines[algorithm];
  const state = Int32Array.from(start);
  const padded = pad(message, little);
  const block = new Int32Array(16);
  const view = new DataView(padded.buffer);
  for (let at = 0; at < padded.length; at += blockSize) {
    for (let word = 0; word < 16; word++) block[word] = view.getInt32(at + word * 4, little);
    mix(state, block);
  }
  const bytes = new DataView(new ArrayBuffer(state.length * 4));
  for (const [index, word] of state.entries()) bytes.setInt32(index * 4, word, little);
  return new Uint8Array(bytes.buffer);
}

/** A digest that only who knows the key can make (RFC 2104). */
export function keyedDigest(algorithm: Algorithm, message: Uint8Array, key: Uint8Array): Uint8Array {
  const block = new Uint8Array(blockSize);
  block.set(key.length > blockSize ? digest(algorithm, key) : key);
  const inner = digest(
    algorithm,
    join(
      block.map((byte) => byte ^ 0x36),
      message,
    ),
  );
  return digest(
    algorithm,
    join(
      block.map((byte) => byte ^ 0x5c),
      inner,
    ),
  );
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const joined = new Uint8Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}

/** A one, zeros, and the length in bits at the end of the last block. */
function pad(message: Uint8Array, little: boolean): Uint8Array<ArrayBuffer> {
  const padded = new Uint8Array(Math.ceil((message.length + 9) / blockSize) * blockSize);
  padded.set(message);
  padded[message.length] = 0x80;
  const bits = new DataView(padded.buffer, padded.length - 8);
  bits.setUint32(little ? 0 : 4, message.length * 8, little);
  bits.setUint32(little ? 4 : 0, Math.floor(message.length / 2 ** 29), little);
  return padded;
}

interface Machine {
  start: readonly number[];
  mix: (state: Int32Array, block: Int32Array) => void;
}

const of = (words: Int32Array, index: number) => words[index] ?? 0;
const begin = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];

const md5Sines = Int32Array.from({ length: 64 }, (_, index) => Math.floor(Math.abs(Math.sin(index + 1)) * 2 ** 32));
const md5Turns = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

function mixMd5(state: Int32Array, block: Int32Array): void {
  let [a, b, c, d] = [of(state, 0), of(state, 1), of(state, 2), of(state, 3)];
  for (let step = 0; step < 64; step++) {
    const round = step >> 4;
    const choice = [(b & c) | (~b & d), (d & b) | (~d & c), b ^ c ^ d, c ^ (b | ~d)][round] ?? 0;
    const word = [step, 5 * step + 1, 3 * step + 5, 7 * step][round] ?? 0;
    const sum = (a + choice + of(md5Sines, step) + of(block, word & 15)) | 0;
    [a, d, c, b] = [d, c, b, (b + rotate(sum, md5Turns[(round << 2) | (step & 3)] ?? 0)) | 0];
  }
  add(state, [a, b, c, d]);
}

const sha1Constants = [0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

function mixSha1(state: Int32Array, block: Int32Array): void {
  const words = new Int32Array(80);
  words.set(block);
  for (let i = 16; i < 80; i++)
    words[i] = rotate(of(words, i - 3) ^ of(words, i - 8) ^ of(words, i - 14) ^ of(words, i - 16), 1);
  let [a, b, c, d, e] = [of(state, 0), of(state, 1), of(state, 2), of(state, 3), of(state, 4)];
  for (let step = 0; step < 80; step++) {
    const round = Math.floor(step / 20);
    const choice = round === 0 ? (b & c) | (~b & d) : round === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
    const sum = (rotate(a, 5) + choice + e + (sha1Constants[round] ?? 0) + of(words, step)) | 0;
    [e, d, c, b, a] = [d, c, rotate(b, 30), a, sum];
  }
  add(state, [a, b, c, d, e]);
}

/** The first 32 bits behind the point of roots of the first primes, as SHA-2 defines its constants. */
function fractions(count: number, power: number): Int32Array {
  const primes: number[] = [];
  for (let one = 2; primes.length < count; one++) if (primes.every((prime) => one % prime !== 0)) primes.push(one);
  return Int32Array.from(primes, (prime) => Math.floor((prime ** power % 1) * 2 ** 32));
}
const sha256Constants = fractions(64, 1 / 3);

function mixSha256(state: Int32Array, block: Int32Array): void {
  const words = new Int32Array(64);
  words.set(block);
  for (let i = 16; i < 64; i++) {
    const [x, y] = [of(words, i - 15), of(words, i - 2)];
    const [low, high] = [rotate(x, 25) ^ rotate(x, 14) ^ (x >>> 3), rotate(y, 15) ^ rotate(y, 13) ^ (y >>> 10)];
    words[i] = (of(words, i - 16) + low + of(words, i - 7) + high) | 0;
  }
  let [a, b, c, d, e, f, g, h] = Array.from(state) as [number, number, number, number, number, number, number, number];
  for (let step = 0; step < 64; step++) {
    const upper = (rotate(e, 26) ^ rotate(e, 21) ^ rotate(e, 7)) + ((e & f) ^ (~e & g));
    const one = (h + upper + of(sha256Constants, step) + of(words, step)) | 0;
    const two = (rotate(a, 30) ^ rotate(a, 19) ^ rotate(a, 10)) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  add(state, [a, b, c, d, e, f, g, h]);
}

function add(state: Int32Array, mixed: readonly number[]): void {
  for (const [index, word] of mixed.entries()) state[index] = (of(state, index) + word) | 0;
}

const machines: Record<Algorithm, Machine> = {
  md5: { start: begin, mix: mixMd5 },
  sha1: { start: [...begin, 0xc3d2e1f0], mix: mixSha1 },
  sha256: { start: [...fractions(8, 1 / 2)], mix: mixSha256 },
};
