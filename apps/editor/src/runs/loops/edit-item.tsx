import { useRef, useState, type FormEvent } from "react";
import { Button, Group, SegmentedControl, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { LoopItem } from "@leeway/api";
import type { Json } from "@leeway/engine";
import { Dialog } from "../../ui/dialog.js";
import { JsonArea } from "../../ui/json-area.js";
import { readJson } from "../../ui/json-text.js";
import { useT } from "../../ui/language.js";
import { VersionMenu, type Version } from "../version-menu.js";
import { fieldsOf, nameFaults, withFields, type ItemField, type NameFault } from "./item-fields.js";

interface EditItemProps {
  item: LoopItem;
  /** A run that goes keeps its version. */
  running: boolean;
  /** Others follow it, as it had stopped them. */
  goesOn: boolean;
  onClose: () => void;
  onDone: (data: Json, version: Version) => void;
}

/** Other data for one item: a field for each of its values, or the whole as JSON. */
export function EditItem({ item, running, goesOn, onClose, onDone }: EditItemProps) {
  const t = useT();
  const [data, setData] = useState(item.data);
  const [text, setText] = useState(() => (item.truncated ? "" : JSON.stringify(item.data, null, 2)));
  const [fields, setFields] = useState(() => (item.truncated ? undefined : fieldsOf(item.data)));
  const area = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const [isTold, setTold] = useState(false);
  const faults = fields ? nameFaults(data, fields) : [];
  const read = readJson(text);
  const possible = fields ?? (read.ok ? fieldsOf(read.value) : undefined);
  /** Whether a name is to be mended first, which is shown then. */
  const isStopped = () => {
    const first = faults.findIndex((fault) => fault !== undefined);
    if (first < 0) return false;
    setTold(true);
    form.current?.querySelector<HTMLElement>(`[data-path="${first}"]`)?.focus();
    return true;
  };
  /** What is written goes along from one way of writing to the other. */
  const change = (mode: string) => {
    if (isStopped()) return;
    if (mode === "fields" && read.ok) {
      setData(read.value);
      setFields(fieldsOf(read.value));
    } else if (fields) {
      setText(JSON.stringify(withFields(data, fields), null, 2));
      setFields(undefined);
    }
  };
  const finish = (version?: Version) => {
    if (isStopped()) return;
    if (fields) onDone(withFields(data, fields), version);
    else if (read.ok) onDone(read.value, version);
    else area.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish();
  };
  const title = t("items.edit.title", { number: item.index + 1 });
  return (
    <Dialog onClose={onClose} title={title}>
      <form ref={form} onSubmit={submit} noValidate>
        <Stack gap="sm">
          <Text size="sm">{t(goesOn ? "items.edit.goesOn" : "items.edit.text")}</Text>
          {possible && (
            <SegmentedControl
              size="xs"
              aria-label={t("items.edit.mode")}
              value={fields ? "fields" : "json"}
              onChange={change}
              data={[
                { value: "fields", label: t("field.json.rows") },
                { value: "json", label: t("field.json.text") },
              ]}
            />
          )}
          {fields ? (
            <Fields
              fields={fields}
              kept={fieldsOf(data)?.length ?? 0}
              faults={isTold ? faults : []}
              onChange={setFields}
            />
          ) : (
            <JsonArea
              ref={area}
              aria-label={title}
              data-testid="item-data"
              data-autofocus
              minRows={5}
              maxRows={18}
              value={text}
              onChange={setText}
            />
          )}
          <Group justify="flex-end">
            {!running && <VersionMenu label={t("items.edit.version")} testId="item-data-version" onChoose={finish} />}
            <Button type="submit" data-testid="item-data-done">
              {t("items.retry")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface FieldsProps {
  fields: readonly ItemField[];
  /** So many of them the item had: their names are what later steps read. */
  kept: number;
  /** What is wrong with the name of each, where that is told. */
  faults: readonly (NameFault | undefined)[];
  onChange: (fields: ItemField[]) => void;
}

function Fields({ fields, kept, faults, onChange }: FieldsProps) {
  const t = useT();
  const faultText = (fault: NameFault | undefined) => fault && t(`items.edit.name.${fault}`);
  const set = (at: number, change: Partial<ItemField>) =>
    onChange(fields.map((field, index) => (index === at ? { ...field, ...change } : field)));
  return (
    <Stack gap="xs">
      {fields.slice(0, kept).map(({ name, text }, index) => (
        <TextInput
          key={name}
          label={name}
          className="leeway-name"
          value={text}
          data-testid={`item-field-${name}`}
          data-autofocus={index === 0 || undefined}
          onChange={({ currentTarget }) => set(index, { text: currentTarget.value })}
        />
      ))}
      {fields.slice(kept).map(({ name, text }, index) => (
        // A value to come has no name yet.
        // oxlint-disable-next-line react/no-array-index-key
        <SimpleGrid cols={2} spacing="xs" key={index}>
          <TextInput
            label={t("items.edit.name")}
            value={name}
            autoFocus
            data-path={kept + index}
            error={faultText(faults[kept + index])}
            onChange={({ currentTarget }) => set(kept + index, { name: currentTarget.value })}
          />
          <TextInput
            label={t("items.edit.value")}
            value={text}
            onChange={({ currentTarget }) => set(kept + index, { text: currentTarget.value })}
          />
        </SimpleGrid>
      ))}
      <Group>
        <Button
          size="xs"
          variant="subtle"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => onChange([...fields, { name: "", text: "" }])}
        >
          {t("items.edit.add")}
        </Button>
      </Group>
    </Stack>
  );
}
