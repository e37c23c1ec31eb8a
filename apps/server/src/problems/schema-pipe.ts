import { Injectable, type ArgumentMetadata, type PipeTransform } from "@nestjs/common";
import { Problem, type FieldError } from "./problem.js";

interface Issue {
  message: string;
  path?: ReadonlyArray<PropertyKey | { key: PropertyKey }> | undefined;
  code?: string;
}

/**
 * Checks what route decorators give a schema (`@Body({ schema })`, `@Query({ schema })`) and hands on what the schema
 * made of it. Anything Standard Schema will do; ours are Zod.
 */
@Injectable()
export class SchemaPipe implements PipeTransform {
  async transform(value: unknown, { schema, type, data }: ArgumentMetadata): Promise<unknown> {
    if (!schema) return value;
    const result = await schema["~standard"].validate(value);
    if (!result.issues) return result.value;
    const inAddress = type === "query" || type === "param";
    // A part of the address is named by its place there: the value itself has no path.
    const prefix = typeof data === "string" ? data : "";
    throw new Problem(inAddress ? "request.badQuery" : "request.invalid", {}, fieldErrors(result.issues, prefix));
  }
}

/** Issues of a schema as the problem document lists them. */
export function fieldErrors(issues: readonly Issue[], prefix = ""): FieldError[] {
  return issues.slice(0, 100).map((issue) => ({
    path: pathText(issue.path ?? [], prefix),
    message: issue.message,
    ...(issue.code === undefined ? {} : { code: issue.code }),
  }));
}

function pathText(path: NonNullable<Issue["path"]>, prefix: string): string {
  let text = prefix;
  for (const part of path) {
    const key = typeof part === "object" ? part.key : part;
    if (typeof key === "number") text += `[${key}]`;
    else text += text === "" ? String(key) : `.${String(key)}`;
  }
  return text;
}
