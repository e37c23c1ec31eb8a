import { useState } from "react";
import { Alert, Button, Select, Text } from "@mantine/core";
import type { Credential } from "@leeway/api";
import { useChoices } from "../api/choices.js";
import { useSaveVariables, useVariableList } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { setParam } from "../document/commands.js";
import { useEditor } from "../document/store.js";
import { useT } from "../ui/language.js";
import { remember, remembered } from "../ui/remembered.js";
import { sayError, sentence } from "../ui/said.js";
import { lgtParams, variableOf } from "./sandbox-ids.js";
import { Step } from "./step.js";

interface LgtProps {
  workflowId: string;
  account: Credential | undefined;
}

const chosenKey = (workflowId: string, account: Credential) => `lgt.${workflowId}.${account.id}`;

/** Which LGT was chosen for the account, where one is needed. */
export const chosenLgt = (workflowId: string, account: Credential | undefined): string | undefined =>
  account && remembered(chosenKey(workflowId, account));

/** Where new people come in: the tunnel first, then its LGT; fills the params, or the variables that those name. */
export function LgtStep({ workflowId, account }: LgtProps) {
  const t = useT();
  const catalogue = useCatalogue();
  const document = useEditor((state) => state.document);
  const run = useEditor((state) => state.run);
  const variables = useVariableList().data;
  const save = useSaveVariables();
  const [tunnel, setTunnel] = useState<string | null>(null);
  const [lgt, setLgt] = useState<string | null>(null);
  const [done, setDone] = useState(() => chosenLgt(workflowId, account) !== undefined);
  const wanted = lgtParams(document, catalogue);
  const credential = account?.id ?? "";
  const ready = account !== undefined && wanted.length > 0;
  const tunnels = useChoices("leeloo.tunnel.get", "tunnel_id", { credential }, ready);
  const asked = { credential, tunnel_id: tunnel ?? "" };
  const lgts = useChoices("leeloo.person.create", "leadgentool_id", asked, ready && tunnel !== null);
  const use = async (value: string, label: string) => {
    try {
      const names = new Set(wanted.flatMap(({ node, param }) => variableOf(node.params[param]) ?? []));
      if (names.size > 0 && variables)
        await save.mutateAsync({
          ...variables,
          items: variables.items.map((one) => (names.has(one.name) ? { ...one, value } : one)),
        });
      for (const { node, param } of wanted)
        if (variableOf(node.params[param]) === undefined) run(setParam(node.id, param, value, { [value]: label }));
      if (account) remember(chosenKey(workflowId, account), value);
      setDone(true);
    } catch (error) {
      sayError(error, t);
    }
  };
  const trouble = tunnels.error ?? lgts.error;
  const chosen = lgts.items?.find(({ value }) => value === lgt);
  return (
    <Step number={3} name="lgt" title={t("live.lgt")} done={wanted.length === 0 || done}>
      {wanted.length === 0 && (
        <Text size="sm" c="dimmed">
          {t("live.lgt.none")}
        </Text>
      )}
      {ready && (
        <>
          <Select
            size="sm"
            searchable
            label={t("live.lgt.tunnel")}
            data={tunnels.items ?? []}
            value={tunnel}
            disabled={tunnels.isPending}
            nothingFoundMessage={t("live.lgt.empty")}
            onChange={(value) => {
              setTunnel(value);
              setLgt(null);
            }}
          />
          <Select
            size="sm"
            searchable
            label="LGT"
            data={lgts.items ?? []}
            value={lgt}
            disabled={tunnel === null || lgts.isPending}
            nothingFoundMessage={t("live.lgt.empty")}
            onChange={setLgt}
          />
          {trouble && (
            <Alert color="red" role="alert">
              {sentence(trouble, t)}
            </Alert>
          )}
          <Button
            size="xs"
            variant={done ? "default" : "filled"}
            disabled={!chosen}
            loading={save.isPending}
            onClick={() => chosen && void use(chosen.value, chosen.label)}
          >
            {t("live.lgt.use")}
          </Button>
        </>
      )}
    </Step>
  );
}
