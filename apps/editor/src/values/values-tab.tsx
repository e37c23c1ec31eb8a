import { useState } from "react";
import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { IconPlus, type Icon } from "@tabler/icons-react";
import type { UseQueryResult } from "@tanstack/react-query";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Empty, Failed, Waiting } from "../ui/states.js";
import type { ValueRows } from "./use-value-rows.js";
import { ValueTable } from "./value-table.js";
import css from "./values.module.css";

interface ValuesTabProps {
  root: "vars" | "fields";
  icon: Icon;
  query: UseQueryResult<unknown>;
  list: ValueRows;
}

/** One of the two lists, with what it is for. */
export function ValuesTab({ root, icon, query, list }: ValuesTabProps) {
  const t = useT();
  const [fresh, setFresh] = useState<string>();
  const add = () => setFresh(list.add());
  useHotkeys([["mod+S", list.save]], []);
  const vars = root === "vars";
  const label = t(vars ? "data.variables" : "data.fields");
  const addButton = (primary: boolean) => (
    <Allowed to="values.edit">
      <Button
        variant={primary ? "filled" : "default"}
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={add}
        data-testid={`${root}-add`}
      >
        {t(vars ? "data.addVariable" : "data.addField")}
      </Button>
    </Allowed>
  );
  if (query.isPending) return <Waiting />;
  if (query.error) return <Failed error={query.error} again={() => void query.refetch()} />;
  if (list.rows.length === 0 && !list.dirty)
    return (
      <Empty
        icon={icon}
        title={t(vars ? "data.variables.empty" : "data.fields.empty")}
        text={`${t(vars ? "data.variables.text" : "data.fields.text")} ${t(vars ? "data.variables.example" : "data.fields.example")}`}
      >
        {addButton(true)}
      </Empty>
    );
  return (
    <Stack gap="sm">
      <Text c="dimmed" size="sm" maw={720}>
        {t(vars ? "data.variables.text" : "data.fields.text")}
      </Text>
      <ValueTable list={list} root={root} label={label} fresh={fresh} onAdd={add} />
      {list.refusal && (
        <Alert color={list.conflict ? "yellow" : "red"}>
          {list.refusal}
          {list.conflict && (
            <Button
              variant="default"
              size="xs"
              mt="xs"
              display="block"
              onClick={list.reload}
              data-testid={`${root}-reload`}
            >
              {t("data.reload")}
            </Button>
          )}
        </Alert>
      )}
      <Group justify="space-between" className={css.bar}>
        {addButton(false)}
        <Group gap="sm">
          {list.dirty && (
            <>
              <Text size="sm" c="dimmed" role="status">
                {t("data.unsaved")}
              </Text>
              <Button variant="default" onClick={list.discard}>
                {t("data.discard")}
              </Button>
            </>
          )}
          <Allowed to="values.edit">
            <Button onClick={list.save} loading={list.saving} disabled={!list.dirty} data-testid={`${root}-save`}>
              {t("common.save")}
            </Button>
          </Allowed>
        </Group>
      </Group>
    </Stack>
  );
}
