import { Busboy, type BusboyFileStream, type BusboyHeaders } from "@fastify/busboy";
import { isReservedName, type Json, type JsonObject } from "@leeway/engine";
import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import { Problem } from "../problems/problem.js";

/** What of a multipart body is taken; all of it in bytes or counts. */
export interface PartBounds {
  /** Of all files together. */
  bytes: number;
  files: number;
  /** Of all texts together. */
  text: number;
  fields: number;
}

/** A file as its sender names it, to be read to its end. */
export interface FilePart {
  /** The field that it is the answer to. */
  field: string;
  name: string;
  type: string;
  content: AsyncIterable<Buffer>;
}

const LONGEST_FIELD_NAME = 200;
const MOST_HEADERS_OF_A_PART = 50;

/**
 * Reads a multipart body (RFC 7578): texts as they are, files as what `keep` makes of them, by the name of the field; a name that
 * comes twice becomes a list. Rejects with the problem that the body is to its sender, or with what `keep` failed with; by then every
 * `keep` has ended.
 */
export async function readParts(
  stream: Readable,
  headers: IncomingHttpHeaders,
  bounds: PartBounds,
  keep: (file: FilePart) => Promise<Json>,
): Promise<JsonObject> {
  const busboy = busboyFor(headers, bounds);
  const fields: { name: string; value: Json | Promise<Json> }[] = [];
  const open = new Set<BusboyFileStream>();
  const left = { bytes: bounds.bytes, text: bounds.text };
  const read = new Promise<void>((resolve, reject) => {
    const tooMuch = (limit: number) => () => reject(new Problem("request.tooLarge", { limit }));
    busboy.on("field", (name, value, nameCut, valueCut) => {
      left.text -= Buffer.byteLength(value) + name.length;
      if (valueCut || left.text < 0) return tooMuch(bounds.text)();
      if (nameCut || isReservedName(name))
        return reject(new Problem("request.forbiddenKey", { key: name.slice(0, 100), path: name.slice(0, 100) }));
      fields.push({ name, value });
    });
    busboy.on("file", (name, file, fileName, _encoding, type) => {
      // Destroyed below where the body breaks off: whoever reads it is told.
      file.on("error", () => {});
      if (isReservedName(name) || name.length > LONGEST_FIELD_NAME) {
        file.resume();
        return reject(new Problem("request.forbiddenKey", { key: name.slice(0, 100), path: name.slice(0, 100) }));
      }
      // Browsers send a field in which no file was chosen like this.
      if (!fileName) return void file.resume();
      open.add(file);
      const value = keep({ field: name, name: fileName, type, content: counted(file, left, bounds.bytes) });
      value.catch(reject).finally(() => open.delete(file));
      fields.push({ name, value });
    });
    busboy.on("filesLimit", tooMuch(bounds.files));
    busboy.on("fieldsLimit", tooMuch(bounds.fields));
    busboy.on("partsLimit", tooMuch(bounds.fields + bounds.files));
    busboy.on("finish", () => resolve());
    const broken = () => reject(new Problem("request.notForm"));
    busboy.on("error", broken);
    stream.once("error", broken);
    stream.once("close", () => stream.readableEnded || broken());
    stream.pipe(busboy);
  });
  // What still comes is let go, so that the sender gets to read the answer, and the next call on the connection its turn: a body
  // goes on after its form's end where its sender is odd, and busboy may take no more of it then.
  const letGo = () => stream.unpipe(busboy).resume();
  try {
    await read;
    letGo();
    return await gathered(fields);
  } catch (error) {
    letGo();
    for (const file of open) file.destroy(new Error("the body was refused"));
    await Promise.allSettled(fields.map(({ value }) => Promise.resolve(value)));
    throw error;
  }
}

function busboyFor(headers: IncomingHttpHeaders, { files, fields, text }: PartBounds) {
  try {
    return new Busboy({
      headers: headers as BusboyHeaders,
      limits: {
        files,
        fields,
        fieldSize: text,
        parts: files + fields,
        fieldNameSize: LONGEST_FIELD_NAME,
        headerPairs: MOST_HEADERS_OF_A_PART,
      },
    });
  } catch {
    // Without a boundary there are no parts.
    throw new Problem("request.notForm");
  }
}

async function* counted(file: Readable, left: { bytes: number }, limit: number): AsyncGenerator<Buffer> {
  for await (const chunk of file as AsyncIterable<Buffer>) {
    left.bytes -= chunk.length;
    if (left.bytes < 0) throw new Problem("request.tooLarge", { limit });
    yield chunk;
  }
}

async function gathered(fields: readonly { name: string; value: Json | Promise<Json> }[]): Promise<JsonObject> {
  const found = new Map<string, Json>();
  for (const { name, value } of fields) {
    const before = found.get(name);
    const next = await value;
    if (before === undefined) found.set(name, next);
    else if (Array.isArray(before)) before.push(next);
    else found.set(name, [before, next]);
  }
  return Object.fromEntries(found);
}
