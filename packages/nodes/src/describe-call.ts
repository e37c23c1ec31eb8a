import type { HttpRequest, JsonObject, NodeDefinition } from "@leeway/engine";
import { describeHttp, type Sign } from "./http/describe.js";
import { describeRequest } from "./leeloo/request.js";

/**
 * The HTTP request that a step with these resolved params sends, from the code that sends it; undefined for steps that are
 * no plain call of HTTP or of Leeloo, and where the address is none. Pure: a browser may ask it, with a name in place of
 * each secret.
 */
export function describeCall(
  definition: NodeDefinition,
  params: JsonObject,
  sign: Sign | undefined,
): HttpRequest | undefined {
  if (definition.type === "http.request") return describeHttp(params, sign);
  const isLeeloo = definition.request && definition.credential?.types.includes("leelooToken");
  return isLeeloo && sign ? describeRequest(definition, params, sign) : undefined;
}
