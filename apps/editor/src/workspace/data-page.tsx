import { Indicator, Tabs } from "@mantine/core";
import { IconBraces, IconUserCog } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { useFieldList, useSaveFields, useSaveVariables, useVariableList } from "../api/workspace.js";
import { useValueRows } from "../values/use-value-rows.js";
import { fieldsOf, rowsOfFields, rowsOfVariables, variablesOf } from "../values/value-rows.js";
import { ValuesTab } from "../values/values-tab.js";
import { ChangedBy } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Page } from "../ui/page.js";
import { useUnsavedGuard } from "../ui/unsaved.js";

/** What workflows share: variables of the workspace and Leeloo's custom fields. What is typed outlives a change of tab. */
export default function DataPage() {
  const t = useT();
  const [query, setQuery] = useSearchParams();
  const variables = useVariableList();
  const fields = useFieldList();
  const vars = useValueRows({
    query: variables,
    toRows: rowsOfVariables,
    toItems: variablesOf,
    saving: useSaveVariables(),
    needed: true,
  });
  const custom = useValueRows({
    query: fields,
    toRows: rowsOfFields,
    toItems: fieldsOf,
    saving: useSaveFields(),
    needed: false,
  });
  useUnsavedGuard(() => vars.dirty || custom.dirty);
  const tab = query.get("tab") === "fields" ? "fields" : "vars";
  const choose = (value: string | null) => setQuery(value === "fields" ? { tab: "fields" } : {}, { replace: true });
  return (
    <Page title={t("data.title")}>
      <Tabs value={tab} onChange={choose} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="vars">
            <Indicator disabled={!vars.dirty} size={8} offset={-4}>
              {t("data.variables")}
            </Indicator>
          </Tabs.Tab>
          <Tabs.Tab value="fields">
            <Indicator disabled={!custom.dirty} size={8} offset={-4}>
              {t("data.fields")}
            </Indicator>
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="vars">
          <ChangedBy who="values.edit">
            <ValuesTab root="vars" icon={IconBraces} query={variables} list={vars} />
          </ChangedBy>
        </Tabs.Panel>
        <Tabs.Panel value="fields">
          <ChangedBy who="values.edit">
            <ValuesTab root="fields" icon={IconUserCog} query={fields} list={custom} />
          </ChangedBy>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
