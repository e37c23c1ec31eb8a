import { useCallback } from "react";
import type { Author, Workflow } from "@leeway/api";
import { useMe } from "../api/account.js";
import { useT } from "../ui/language.js";
import { authorsOf } from "./authors.js";

/** Says who somebody is, and who saved what came after a revision. */
export function useWho() {
  const t = useT();
  const me = useMe().data?.user.id;
  const one = useCallback(
    (author: Author): string => {
      if (author === null) return t("together.program");
      return author.id === me ? t("together.otherTab") : author.name || t("team.gone");
    },
    [t, me],
  );
  const since = useCallback(
    (from: number, workflow: Workflow): string => {
      const [first, second, ...others] = authorsOf(from, workflow) ?? [];
      if (first === undefined || others.length > 0) return t("together.others");
      return second === undefined ? one(first) : t("together.and", { first: one(first), second: one(second) });
    },
    [t, one],
  );
  return { one, since };
}
