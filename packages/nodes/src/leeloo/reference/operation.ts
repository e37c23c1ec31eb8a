import type { Effect, Json, JsonObject } from "@leeway/engine";

/** One operation as Leeloo's API reference tells it: written from there, for tests, never from our definitions. */
export interface ReferenceOperation {
  type: string;
  effect: Effect;
  /** The API's own names of its parameters. */
  required: readonly string[];
  optional: readonly string[];
  /** What a person fills in to get the example. */
  params: JsonObject;
  method: string;
  /** Below the base address, decoded. */
  url: string;
  /** Nothing where the call has no body. */
  body?: Json;
  /** The same as a form, decoded, where the reference speaks of form-data. */
  form?: string;
  answer: JsonObject;
}
