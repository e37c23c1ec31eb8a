import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { Script } from "node:vm";

/** Where the code lies that was compiled ahead of a bundle. */
export const compiledOf = (file: string) => `${file}.compiled`;

const BEGIN = Buffer.from("(function (exports, require, module, __filename, __dirname) {");
const END = Buffer.from("\n})");

/**
 * A bundle of CommonJS as one script, with what was compiled of it ahead, where V8 takes that: from the same version of
 * Node and the same source. Otherwise it compiles as ever.
 */
export function bundled(file: string): Script {
  const compiled = compiledOf(file);
  // The bundle is ASCII (rolldown.config.mjs): UTF-8 is looked through letter by letter, Latin-1 is copied. Put together of bytes it
  // lies beside V8's heap. Put together of texts it would lie in it, and the garbage in it may grow by its part of the whole.
  const source = Buffer.concat([BEGIN, readFileSync(file), END]).toString("latin1");
  return new Script(source, {
    filename: file,
    ...(existsSync(compiled) && { cachedData: readFileSync(compiled) }),
  });
}

/** Evaluates it as Node would; answers what it exports. */
export function run(script: Script, file: string): unknown {
  const module = { exports: {} };
  const evaluate = script.runInThisContext() as (...of: unknown[]) => void;
  evaluate(module.exports, createRequire(file), module, file, dirname(file));
  return module.exports;
}
