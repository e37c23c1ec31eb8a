import { Anchor, Text } from "@mantine/core";
import type { Credential } from "@leeway/api";
import { useMe } from "../api/account.js";
import { useSandboxIds } from "../api/sandbox.js";
import { useVariables } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { useEditor } from "../document/store.js";
import { useLanguage, useT } from "../ui/language.js";
import { LgtRow } from "./lgt-row.js";
import { isChosen, lgtTargets } from "./lgt-targets.js";
import { Step } from "./step.js";

/** Where new people come in: for each step, or for the variable that several name. */
export function LgtStep({ workflowId, account }: { workflowId: string; account: Credential | undefined }) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const document = useEditor((state) => state.document);
  const show = useEditor((state) => state.show);
  const variables = useVariables();
  const me = useMe();
  const known = useSandboxIds(me.data?.sandbox === true);
  const ids = new Set(known.data);
  const targets = lgtTargets(document, catalogue);
  const ready = variables.data !== undefined && me.data !== undefined && !known.isLoading;
  const chosen = new Set(targets.filter((one) => isChosen(one, ids, variables.data ?? [])));
  return (
    <Step number={3} name="lgt" title={t("live.lgt")} done={ready && chosen.size === targets.length}>
      {targets.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("live.lgt.none")}
        </Text>
      )}
      {targets.some(({ kind }) => kind !== "formula") && (
        <Text size="sm" c="dimmed">
          {t(account ? "live.lgt.asks" : "live.lgt.first")}
        </Text>
      )}
      {targets.map((target) =>
        target.kind === "formula"
          ? target.places.map(({ node, param }) => (
              <Text key={target.key} size="sm" data-testid={`live-lgt-${target.key}`}>
                {t("live.lgt.formula")}{" "}
                <Anchor component="button" type="button" size="sm" onClick={() => show(node.id, param.name)}>
                  {nameOf(node, catalogue, locale)}
                </Anchor>
              </Text>
            ))
          : account && <LgtRow key={target.key} {...{ workflowId, account, target }} chosen={chosen.has(target)} />,
      )}
    </Step>
  );
}
