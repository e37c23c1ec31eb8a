import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

/** In bytes: of less, a packed copy saves nothing on the way. */
const WORTH_PACKING = 1_400;

/**
 * Lays a copy packed by brotli and by gzip beside every file of the build: the server sends the one that the browser takes.
 * Brotli at 9 of 11: the last two take nine times as long for 7 % less.
 */
export function packedFiles(): Plugin {
  return {
    name: "packed-files",
    apply: "build",
    // When the files are as they will be written.
    enforce: "post",
    generateBundle: {
      order: "post",
      async handler(_, bundle) {
        const files = Object.values(bundle).map((file) => ({
          name: file.fileName,
          whole: Buffer.from(file.type === "chunk" ? file.code : file.source),
        }));
        const worth = files.filter(({ whole }) => whole.length >= WORTH_PACKING);
        const packed = await Promise.all(worth.map(async ({ name, whole }) => ({ name, ...(await pack(whole)) })));
        for (const { name, br, gz } of packed) {
          this.emitFile({ type: "asset", fileName: `${name}.br`, source: br });
          this.emitFile({ type: "asset", fileName: `${name}.gz`, source: gz });
        }
      },
    },
  };
}

async function pack(whole: Buffer): Promise<{ br: Buffer; gz: Buffer }> {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: whole.length };
  const [br, gz] = await Promise.all([
    promisify(brotliCompress)(whole, { params }),
    promisify(gzip)(whole, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  return { br, gz };
}
