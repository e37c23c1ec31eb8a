import type { Catalogue, NodeRunner } from "@leeway/engine";
import { failed } from "../answer.js";
import { judge } from "./judge.js";
import { Names } from "./names.js";
import { readPages } from "./pages.js";
import { describeRequest } from "./request.js";

/**
 * The one runner of every Leeloo operation: the definition's `request` says what to send, `byName` what is looked up
 * before, `list` what is read page by page.
 */
export function leelooRunner(catalogue: Catalogue): Omit<NodeRunner, "type"> {
  const names = new Names(catalogue);
  return {
    forget: (secret) => names.forget(secret),
    async run(params, tools, definition) {
      const { secret } = tools;
      if (!secret) return failed({ code: "credential.missing", values: { service: "Leeloo", types: "leelooToken" } });
      const named = await names.resolve(definition, params, tools, secret);
      if (named.kind === "failed") return named;
      if (definition.request?.list) return readPages(definition, named.params, tools, secret);
      return judge(await tools.http(describeRequest(definition, named.params, secret)), tools);
    },
  };
}
