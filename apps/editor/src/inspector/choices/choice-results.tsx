import { useEffect, useState } from "react";
import { ActionIcon, Button, Combobox, Group, Loader, Text, Tooltip } from "@mantine/core";
import { IconCheck, IconRefresh } from "@tabler/icons-react";
import type { ParamDefinition } from "@leeway/engine";
import { useCatalogue } from "../../document/catalogue.js";
import { useT, useText } from "../../ui/language.js";
import { useChoiceList, type ChoiceList } from "./choice-list.js";
import { findsByContact } from "@leeway/api";
import { ChoiceTrouble } from "./choice-trouble.js";
import { LongWait } from "./long-wait.js";
import css from "./choices.module.css";
import { useService } from "./use-service.js";

/** A longer list is nothing that one looks through. */
const PART = 100;

interface ChoiceResultsProps {
  param: ParamDefinition;
  values: Readonly<Record<string, string>>;
  chosen: ReadonlySet<string>;
  search: string;
  setSearch: (text: string) => void;
  /** Marks the first one for Enter; the same function every time. */
  selectFirst: () => void;
}

/** The search field over a list, and the list, or why there is none. */
export function ChoiceResults({ param, values, chosen, search, setSearch, selectFirst }: ChoiceResultsProps) {
  const t = useT();
  const text = useText();
  const list = useChoiceList(param, values, search);
  const byContact = findsByContact(useCatalogue().get(param.optionsFrom?.nodeType ?? ""));
  const [parts, setParts] = useState(1);
  const first = list.found[0]?.value;
  const typed = search.trim() !== "";
  useEffect(() => {
    // What was typed may be found later than it was typed: Enter takes the first one all the same.
    if (typed && first !== undefined) selectFirst();
  }, [typed, first, selectFirst]);
  const hint = t(byContact ? "choices.search.people" : "choices.search");
  return (
    <>
      <Combobox.Search
        value={search}
        aria-label={hint}
        placeholder={hint}
        rightSectionPointerEvents="all"
        rightSection={
          <Tooltip label={t("choices.refresh")} openDelay={400}>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t("choices.refresh")}
              aria-busy={list.busy}
              onClick={() => !list.busy && list.refresh()}
            >
              {list.busy ? (
                <Loader size={14} aria-label={t("common.loading")} />
              ) : (
                <IconRefresh size={16} aria-hidden />
              )}
            </ActionIcon>
          </Tooltip>
        }
        onChange={({ currentTarget }) => {
          setSearch(currentTarget.value);
          setParts(1);
        }}
      />
      {list.busy && <LongWait credential={values["credential"]} />}
      {list.error !== null && !list.busy && <ChoiceTrouble error={list.error} again={list.refresh} />}
      <Options label={text(param.title)} list={list} most={parts * PART} chosen={chosen} typed={search} />
      {!list.pending && (
        <Rest list={list} hidden={Math.max(0, list.found.length - parts * PART)} onMore={() => setParts(parts + 1)} />
      )}
    </>
  );
}

interface OptionsProps {
  label: string;
  list: ChoiceList;
  most: number;
  chosen: ReadonlySet<string>;
  typed: string;
}

function Options({ label, list, most, chosen, typed }: OptionsProps) {
  const t = useT();
  const service = useService();
  const { found, busy, error, read, further } = list;
  const empty =
    found.length > 0 || busy || error !== null
      ? undefined
      : typed.trim() === ""
        ? t("choices.empty", { service })
        : further
          ? t("choices.none.sofar", { count: read })
          : t("choices.none", { typed: typed.trim() });
  return (
    <Combobox.Options className={css.options} aria-label={label} data-waits={(busy && found.length === 0) || undefined}>
      {empty !== undefined && <Combobox.Empty>{empty}</Combobox.Empty>}
      {found.slice(0, most).map(({ value, label: name, hint }) => (
        <Combobox.Option key={value} value={value} title={name || value} active={chosen.has(value)}>
          <Group gap="xs" wrap="nowrap" justify="space-between">
            <div className={css.words}>
              <Text size="sm">{name || value}</Text>
              {hint !== undefined && (
                <Text size="xs" className={css.id}>
                  {hint}
                </Text>
              )}
              {hint === undefined && name !== value && (
                <Text size="xs" ff="monospace" className={css.id}>
                  {value}
                </Text>
              )}
            </div>
            {chosen.has(value) && <IconCheck size={16} aria-label={t("choices.chosen")} />}
          </Group>
        </Combobox.Option>
      ))}
    </Combobox.Options>
  );
}

/** The way on where there is more than is shown. */
function Rest({ list, hidden, onMore }: { list: ChoiceList; hidden: number; onMore: () => void }) {
  const t = useT();
  const { further } = list;
  if (hidden === 0 && !further) return null;
  return (
    <Combobox.Footer p={4}>
      <Button
        fullWidth
        size="compact-sm"
        variant="subtle"
        onClick={() => {
          onMore();
          if (hidden === 0) further?.();
        }}
      >
        {t("choices.more")}
      </Button>
    </Combobox.Footer>
  );
}
