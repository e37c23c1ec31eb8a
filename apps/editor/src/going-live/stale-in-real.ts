import { useQueryClient } from "@tanstack/react-query";
import { meQuery } from "../api/account.js";
import { sandboxIdsQuery } from "../api/sandbox.js";
import { credentialsQuery, variablesQuery } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { useEditor } from "../document/store.js";
import { isRealLeeloo } from "../toolbar/real-people.js";
import { useLanguage } from "../ui/language.js";
import { placeOf } from "./leftovers.js";
import { sandboxIdsIn } from "./sandbox-ids.js";

/** Finds, when asked, where steps of a real account hold ids that only the sandbox knows; rejects when that cannot be known. */
export function useStaleInReal(): () => Promise<string[]> {
  const client = useQueryClient();
  const catalogue = useCatalogue();
  const { locale } = useLanguage();
  return async () => {
    const { document } = useEditor.getState();
    // Where the sandbox is off, nobody knows its ids.
    if (!(await client.fetchQuery(meQuery)).sandbox) return [];
    const real = new Set((await client.fetchQuery(credentialsQuery)).filter(isRealLeeloo).map(({ id }) => id));
    const nodes = document.nodes.filter(({ disabled, credential = "" }) => disabled !== true && real.has(credential));
    if (nodes.length === 0) return [];
    const [ids, { items }] = await Promise.all([client.fetchQuery(sandboxIdsQuery), client.fetchQuery(variablesQuery)]);
    const found = sandboxIdsIn({ ...document, nodes }, new Set(ids), items);
    return [...new Set(found.map((one) => placeOf(one, document, catalogue, locale)))];
  };
}
