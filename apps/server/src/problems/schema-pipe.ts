import { readersInPieces } from "@leeway/api";
import type { Locale } from "@leeway/engine";
import { Injectable, type ArgumentMetadata, type PipeTransform } from "@nestjs/common";
import { z } from "zod";
import { inPieces } from "../pace/steps.js";
import { Problem, type FieldError } from "./problem.js";
import { sayIssue, unsaid, type Issue } from "./say-issue.js";

/**
 * Checks what route decorators give a schema (`@Body({ schema })`, `@Query({ schema })`) and hands on what the schema
 * made of it. The schemas are Zod's.
 */
@Injectable()
export class SchemaPipe implements PipeTransform {
  transform(value: unknown, { schema, ...place }: ArgumentMetadata): unknown {
    if (!schema) return value;
    if (!(schema instanceof z.ZodType)) throw new TypeError("The schema of a route has to be Zod's.");
    const read = readersInPieces.get(schema);
    if (read) return inPieces(read(value, unsaid)).then((result) => dataOf(result, place));
    return dataOf(schema.safeParse(value, unsaid), place);
  }
}

function dataOf(result: z.ZodSafeParseResult<unknown>, { type, data }: Pick<ArgumentMetadata, "type" | "data">) {
  if (result.success) return result.data;
  const inAddress = type === "query" || type === "param";
  // A part of the address is named by its place there: the value itself has no path.
  const prefix = typeof data === "string" ? data : "";
  throw new Problem(inAddress ? "request.badQuery" : "request.invalid", {}, fieldErrors(result.error.issues, prefix));
}

/** Issues of a check made with `unsaid` as the problem document lists them, in the language of who reads it. */
export function fieldErrors(issues: readonly Issue[], prefix = ""): (locale: Locale) => FieldError[] {
  const listed = issues.slice(0, 100);
  return (locale) =>
    listed.map((issue) => ({
      path: pathText(issue.path, prefix),
      message: sayIssue(issue, locale),
      code: issue.code,
    }));
}

function pathText(path: readonly PropertyKey[], prefix: string): string {
  let text = prefix;
  for (const key of path) {
    if (typeof key === "number") text += `[${key}]`;
    else text += text === "" ? String(key) : `.${String(key)}`;
  }
  return text;
}
