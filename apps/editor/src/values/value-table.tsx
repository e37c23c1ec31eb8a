import { useEffect, useRef, type KeyboardEvent } from "react";
import { ActionIcon, Code, Group, Select, Table, TextInput, Tooltip } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { valueTypes } from "@leeway/api";
import { Copy } from "../ui/copy.js";
import { useAskDelete } from "../usage/ask-delete.js";
import { useT } from "../ui/language.js";
import type { ValueRows } from "./use-value-rows.js";
import { ValueInput } from "./value-input.js";
import { cellOf, type Cell, type Column, type ValueRow } from "./value-rows.js";
import css from "./values.module.css";

interface ValueTableProps {
  list: ValueRows;
  /** `vars` or `fields`: how expressions reach the values. */
  root: "vars" | "fields";
  label: string;
  /** The row that just came: the cursor goes to its name. */
  fresh: string | undefined;
  onAdd: () => void;
}

/** Every row is an input already: no mode to enter, Enter adds the next one. */
export function ValueTable({ list, root, label, fresh, onAdd }: ValueTableProps) {
  const t = useT();
  const table = useRef<HTMLTableElement>(null);
  const left = useRef<number>(undefined);
  const ask = useAskDelete();
  useEffect(() => {
    if (fresh) table.current?.querySelector<HTMLInputElement>(`[data-row="${fresh}"] input`)?.focus();
  }, [fresh]);
  useEffect(() => {
    // The cursor of a removed row goes to its neighbour instead of being lost.
    if (left.current === undefined) return;
    const buttons = table.current?.querySelectorAll<HTMLButtonElement>("[data-remove]") ?? [];
    buttons[Math.min(left.current, buttons.length - 1)]?.focus();
    left.current = undefined;
  }, [list.rows.length]);
  const onKeyDown = (event: KeyboardEvent) => {
    const input = event.target instanceof HTMLInputElement && event.target.ariaHasPopup === null;
    if (event.key !== "Enter" || !input || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onAdd();
  };
  const askRemove = (row: ValueRow, index: number) => {
    const onYes = () => {
      list.remove(row.key);
      left.current = index;
    };
    const name = list.storedName(row.key);
    // Nobody can use what was never saved.
    if (name === undefined) return onYes();
    const title = t("data.remove.title", { name });
    const kind = root === "vars" ? "variables" : "fields";
    return void ask({ kind, id: name, name, title, unused: onYes, onYes });
  };
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table ref={table} aria-label={label} className={css.table} onKeyDown={onKeyDown}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w="26%">{t("data.name")}</Table.Th>
            <Table.Th w={180}>{t("data.type")}</Table.Th>
            <Table.Th>{t(root === "vars" ? "data.value" : "data.default")}</Table.Th>
            <Table.Th w="24%">{t("data.use")}</Table.Th>
            <Table.Th w={48} aria-label={t("common.remove")} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.rows.map((row, index) => (
            <Row
              key={row.key}
              row={row}
              root={root}
              errorAt={(column) => list.errors.get(cellOf(row, column))}
              onChange={(part) => list.change(row.key, part)}
              onRemove={() => askRemove(row, index)}
            />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface RowProps {
  row: ValueRow;
  root: "vars" | "fields";
  errorAt: (column: Column) => string | undefined;
  onChange: (part: Partial<Omit<ValueRow, "key">>) => void;
  onRemove: () => void;
}

function Row({ row, root, errorAt, onChange, onRemove }: RowProps) {
  const t = useT();
  const of = (column: string) => (row.name ? `${column}: ${row.name}` : column);
  const value = t(root === "vars" ? "data.value" : "data.default");
  return (
    <Table.Tr data-row={row.key} data-testid={`value-row-${row.name || row.key}`}>
      <Table.Td>
        <TextInput
          aria-label={of(t("data.name"))}
          placeholder={root === "vars" ? "site_lgt" : "city"}
          value={row.name}
          error={errorAt("name")}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          classNames={{ input: css.name }}
        />
      </Table.Td>
      <Table.Td>
        <Select
          aria-label={of(t("data.type"))}
          data={valueTypes.map((type) => ({ value: type, label: t(`type.${type}`) }))}
          value={row.type}
          error={errorAt("type")}
          onChange={(type) => type && onChange({ type })}
          allowDeselect={false}
        />
      </Table.Td>
      <Table.Td>
        <ValueInput
          type={row.type}
          value={row.value}
          label={of(value)}
          error={errorAt("value")}
          optional={root === "fields"}
          onChange={(next: Cell) => onChange({ value: next })}
        />
      </Table.Td>
      <Table.Td>
        {/* Nothing to copy that no formula could read. */}
        <Use text={/^[A-Za-z_]\w*$/.test(row.name.trim()) ? `{{ ${root}.${row.name.trim()} }}` : ""} />
      </Table.Td>
      <Table.Td>
        <Tooltip label={t("common.remove")}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            data-remove
            aria-label={t("data.remove", { name: row.name })}
            onClick={onRemove}
          >
            <IconTrash size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Table.Td>
    </Table.Tr>
  );
}

/** How a step reads it. */
function Use({ text }: { text: string }) {
  const t = useT();
  if (text === "") return null;
  return (
    <Group gap={4} wrap="nowrap" className={css.use}>
      <Code className={css.code} title={text}>
        {text}
      </Code>
      <Copy text={text} label={t("data.copy", { text })} />
    </Group>
  );
}
