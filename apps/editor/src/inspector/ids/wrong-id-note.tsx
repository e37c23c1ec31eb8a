import { Button, Group, Text } from "@mantine/core";
import { idKindWord } from "@leeway/api";
import type { Labels } from "../../document/labels.js";
import type { KnownId } from "../../expression/known-ids.js";
import { useLanguage, useT } from "../../ui/language.js";
import { ChoicePicker } from "../choices/choice-picker.js";
import { useService } from "../choices/use-service.js";
import type { FieldProps } from "../fields/field-props.js";
import { shortId } from "./link-note.js";
import type { WhatIs } from "./what-is.js";

/** More than these nobody chooses from in a line. */
const MOST = 4;

interface WrongIdNoteProps {
  id: string;
  /** What the id is known as. */
  known: KnownId;
  field: FieldProps;
  whatIs: WhatIs;
  onChange: (id: string, labels?: Labels) => void;
}

/** An id that is known to be of another kind than the field wants, and what would fit. */
export function WrongIdNote({ id, known, field: { param, label }, whatIs, onChange }: WrongIdNoteProps) {
  const t = useT();
  const service = useService();
  const { locale } = useLanguage();
  if (!param.idKind) return null;
  const found = idKindWord(known.idKind, locale);
  const wanted = idKindWord(param.idKind, locale);
  const fitting = whatIs.beside(id, param.idKind).slice(0, MOST);
  const take = (value: string, called: string) => onChange(value, called === value ? undefined : { [value]: called });
  return (
    <div role="status" data-testid="id-wrong">
      <Text size="xs" mt={4}>
        {t("ids.wrong", { found: known.label === undefined ? found : `${found} (${known.label})`, wanted })}
      </Text>
      <Group gap={6} mt={4}>
        {fitting.length > 0 && <Text size="xs">{t("ids.fits")}</Text>}
        {fitting.map(({ value, label: called, hint }) => (
          <Button key={value} size="compact-xs" variant="default" title={value} onClick={() => take(value, called)}>
            {called === value ? shortId(value) : called} ({hint?.split(" · ")[0] ?? wanted})
          </Button>
        ))}
        {fitting.length === 0 && param.optionsFrom && (
          <ChoicePicker
            param={param}
            label={label}
            chosen={new Set([id])}
            onChoose={({ value, label: called }) => take(value, called)}
          >
            {({ open, toggle }) => (
              <Button size="compact-xs" variant="default" aria-haspopup="listbox" aria-expanded={open} onClick={toggle}>
                {t("choices.pick.short", { service })}
              </Button>
            )}
          </ChoicePicker>
        )}
      </Group>
    </div>
  );
}
