import { useState } from "react";
import { Button, Group, Pill, Text } from "@mantine/core";
import { IconListSearch } from "@tabler/icons-react";
import { isLeelooLink, isTemplate, readId, type Json, type ParamDefinition } from "@leeway/engine";
import { useChoices } from "../../api/choices.js";
import { labelIn, type Labels } from "../../document/labels.js";
import { ExpressionInput } from "../../expression/expression-input.js";
import { useT } from "../../ui/language.js";
import { ChoicePicker } from "../choices/choice-picker.js";
import { useService } from "../choices/use-service.js";
import { choiceQuery } from "../choices/choice-query.js";
import { LinkNote } from "../ids/link-note.js";
import { idFromLink, wrongKind } from "../ids/links.js";
import { useWhatIs } from "../ids/what-is.js";
import { WrongIdNote } from "../ids/wrong-id-note.js";
import { marksAt } from "../problems.js";
import { isWithin } from "../within.js";
import { useStep } from "../step-context.js";
import { readAny, shownAny, useTyped } from "../typed.js";
import type { FieldProps } from "./field-props.js";
import { FormulaSwitch } from "./formula-switch.js";
import { AddRow, RemoveRow } from "./row-tools.js";
import css from "../inspector.module.css";

/** Several values: chosen ones as chips, the others one a row. */
export function ListField({ field }: { field: FieldProps }) {
  const t = useT();
  const { param, label, value } = field;
  const entries: readonly Json[] = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  /** What is being written stays a row until one leaves it. */
  const [open, setOpen] = useState<number>();
  const put = (next: Json[], labels?: Labels) => field.onChange(next.length === 0 ? undefined : next, labels);
  const without = (index: number) => entries.filter((_, at) => at !== index);
  const placed = entries.map((entry, index) => ({ entry, index, place: `${param.name}[${index}]` }));
  const chips = placed.flatMap(({ entry, ...at }) =>
    param.optionsFrom && at.index !== open && isChip(entry, param) ? [{ ...at, entry }] : [],
  );
  const rows = placed.filter(({ index }) => !chips.some((chip) => chip.index === index));
  const isBad = (place: string) => marksAt(field.problems, place).invalid;
  const full = param.maxItems !== undefined && entries.length >= param.maxItems;
  // The note under a link says more than the sentence about the form, and offers a way out.
  const links = rows.filter(({ entry }) => param.idKind && typeof entry === "string" && isLeelooLink(entry));
  const problems = field.problems.filter(
    ({ code, param: at }) => code !== "param.format" || !links.some(({ place }) => place === at),
  );
  return (
    <FormulaSwitch field={{ ...field, problems }}>
      {() => (
        <div className={css.conditions} role="group" aria-label={label}>
          {chips.length > 0 && (
            <>
              <Chips field={field} chips={chips} onRemove={(index) => put(without(index))} isBad={isBad} />
              <WrongChips
                field={field}
                chips={chips}
                onChange={(index, next, labels) =>
                  put(
                    entries.map((one, at) => (at === index ? next : one)),
                    labels,
                  )
                }
              />
            </>
          )}
          {rows.map(({ entry, index, place }) => (
            <div
              key={index}
              className={css.entry}
              onFocus={() => setOpen(index)}
              onBlur={({ currentTarget, relatedTarget }) =>
                !isWithin(currentTarget, relatedTarget) && setOpen(undefined)
              }
            >
              <Entry
                field={field}
                label={t("field.row.label", { label, number: index + 1 })}
                value={entry}
                marks={marksAt(field.problems, place)}
                autoFocus={index === open}
                onChange={(next, labels) =>
                  put(
                    entries.map((one, at) => (at === index ? next : one)),
                    labels,
                  )
                }
              />
              <RemoveRow
                label={t("field.row.remove", { label, number: index + 1 })}
                onClick={() => {
                  // What is taken away does not say that it lost the focus.
                  setOpen(undefined);
                  put(without(index));
                }}
              />
            </div>
          ))}
          {full && (
            <Text size="xs" c="dimmed">
              {t("rows.full", { count: param.maxItems ?? 0 })}
            </Text>
          )}
          <Group gap="xs">
            {param.optionsFrom && !full && (
              <PickMany
                field={field}
                entries={entries}
                onChoose={({ value: id, label: called }) =>
                  entries.includes(id) ? put(without(entries.indexOf(id))) : put([...entries, id], { [id]: called })
                }
              />
            )}
            {!full && (
              <AddRow
                label={t(param.optionsFrom ? "choices.many.row" : "field.row.add")}
                onClick={() => {
                  setOpen(entries.length);
                  put([...entries, ""]);
                }}
              />
            )}
          </Group>
        </div>
      )}
    </FormulaSwitch>
  );
}

/** What stands for one thing of the service; the rest is written, or comes from data. */
const isChip = (entry: Json, { idKind, byName }: ParamDefinition): entry is string =>
  typeof entry === "string" &&
  entry !== "" &&
  !isTemplate(entry) &&
  ((byName === true && !isLeelooLink(entry)) || readId(entry, idKind).ok);

interface ChipsProps {
  field: FieldProps;
  chips: readonly { entry: string; index: number; place: string }[];
  onRemove: (index: number) => void;
  isBad: (place: string) => boolean;
}

function Chips({ field: { param, label }, chips, onRemove, isBad }: ChipsProps) {
  const t = useT();
  const { node, definition } = useStep();
  const query = choiceQuery(definition, node, param);
  const unnamed = param.idKind !== undefined && chips.some(({ entry }) => !labelIn(node, param.name, entry));
  const values = query.ready ? query.values : {};
  const { items } = useChoices(definition.type, param.name, values, unnamed && query.ready);
  const nameOf = (id: string) => labelIn(node, param.name, id) ?? items?.find(({ value }) => value === id)?.label ?? id;
  return (
    <Pill.Group gap={6}>
      {chips.map(({ entry, index, place }) => (
        <Pill
          key={index}
          size="md"
          withRemoveButton
          title={entry}
          {...(isBad(place) && { c: "red" })}
          aria-invalid={isBad(place) || undefined}
          onRemove={() => onRemove(index)}
          removeButtonProps={{
            "aria-label": t("choices.many.remove", { label, name: nameOf(entry) }),
            "aria-hidden": false,
            tabIndex: 0,
          }}
        >
          {nameOf(entry)}
        </Pill>
      ))}
    </Pill.Group>
  );
}

interface PickManyProps {
  field: FieldProps;
  entries: readonly Json[];
  onChoose: (choice: { value: string; label: string }) => void;
}

function PickMany({ field: { param, label }, entries, onChoose }: PickManyProps) {
  const t = useT();
  const service = useService();
  const chosen = new Set(entries.filter((one) => typeof one === "string"));
  return (
    <ChoicePicker param={param} label={label} chosen={chosen} many onChoose={onChoose}>
      {({ open, toggle }) => (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconListSearch size={14} aria-hidden />}
          aria-label={t("choices.pick", { label, service })}
          aria-haspopup="listbox"
          aria-expanded={open}
          onClick={toggle}
        >
          {t("choices.pick.short", { service })}
        </Button>
      )}
    </ChoicePicker>
  );
}

interface WrongChipsProps {
  field: FieldProps;
  chips: readonly { entry: string; index: number }[];
  onChange: (index: number, value: string, labels?: Labels) => void;
}

/** What is known to be something else among the chosen ones, with what would fit. */
function WrongChips({ field, chips, onChange }: WrongChipsProps) {
  const whatIs = useWhatIs();
  return chips.map(({ entry, index }) => {
    const known = wrongKind(entry, field.param.idKind, whatIs(entry));
    const change = (id: string, labels?: Labels) => onChange(index, id, labels);
    return known && <WrongIdNote key={index} id={entry} known={known} {...{ field, whatIs }} onChange={change} />;
  });
}

interface EntryProps {
  field: FieldProps;
  label: string;
  value: Json;
  marks: { invalid: boolean; faults: number[] };
  autoFocus: boolean;
  onChange: (value: Json, labels?: Labels) => void;
}

function Entry({ field, label, value, marks, autoFocus, onChange }: EntryProps) {
  const { idKind } = field.param;
  const whatIs = useWhatIs();
  const [text, type] = useTyped(value, shownAny, (typed) => (idKind ? typed : (readAny(typed) ?? "")));
  const read = (from: string) => idFromLink(from, idKind, (id) => whatIs(id).map((known) => known.idKind));
  const link = read(text);
  return (
    <div>
      <ExpressionInput
        label={label}
        value={text}
        autoFocus={autoFocus}
        {...marks}
        wanted={idKind}
        single
        onChange={(next) => onChange(type(next) ?? "")}
        onPaste={(pasted) => {
          const found = read(pasted);
          return found?.kind === "id" ? found.id : undefined;
        }}
      />
      {link && link.kind !== "id" && (
        <LinkNote link={link} field={field} whatIs={whatIs} onTake={(id) => onChange(id)} />
      )}
    </div>
  );
}
