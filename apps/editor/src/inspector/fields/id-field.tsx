import { Button, Group, Text } from "@mantine/core";
import { isTemplate } from "@leeway/engine";
import { useChoices } from "../../api/workflows.js";
import { useT, type Translate } from "../../ui/language.js";
import type { MessageId } from "../../messages/catalogue.js";
import { useStep } from "../step-context.js";
import { shownText } from "../typed.js";
import { ChoicePicker } from "./choice-picker.js";
import { choiceQuery } from "./choice-query.js";
import type { FieldProps } from "./field-props.js";
import { idFromLink, type FromLink } from "./links.js";
import { TextField } from "./text-field.js";

/** An id: typed, taken from a pasted link, chosen by its name, or from an earlier step. */
export function IdField({ field }: { field: FieldProps }) {
  const { param, value, onChange } = field;
  const link = idFromLink(shownText(value), param.idKind);
  const unclear = link === undefined || link.kind === "id" ? undefined : link;
  // The note says more than the sentence about the form, and offers a way out.
  const problems = unclear ? field.problems.filter(({ code }) => code !== "param.format") : field.problems;
  return (
    <TextField
      field={{ ...field, problems }}
      onPaste={(text) => {
        const found = idFromLink(text, param.idKind);
        return found?.kind === "id" ? found.id : undefined;
      }}
      tools={param.optionsFrom && <ChoicePicker field={field} />}
      note={
        <>
          {unclear && <LinkNote link={unclear} field={field} onTake={onChange} />}
          {param.optionsFrom && <ChosenName field={field} />}
        </>
      }
    />
  );
}

/** Whose name stands behind an id, where the list says so. */
function ChosenName({ field }: { field: FieldProps }) {
  const t = useT();
  const { node, definition } = useStep();
  const { value, param } = field;
  const id = shownText(value);
  const query = choiceQuery(definition, node, param);
  const literal = id !== "" && !isTemplate(id) && !/\s|\//.test(id);
  const choices = useChoices(definition.type, param.name, query.ready ? query.values : {}, literal && query.ready);
  const label = choices.data?.find((one) => one.value === id)?.label;
  if (!literal || label === undefined || label === "" || label === id) return null;
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {t("field.id.chosen", { label })}
    </Text>
  );
}

const kindWord = (t: Translate, kind: NonNullable<FieldProps["param"]["idKind"]>) => t(`idKind.${kind}` as MessageId);

interface LinkNoteProps {
  link: Exclude<NonNullable<FromLink>, { kind: "id" }>;
  field: FieldProps;
  onTake: (id: string) => void;
}

/** A link that does not say by itself which id is meant, or leads elsewhere. */
function LinkNote({ link, field, onTake }: LinkNoteProps) {
  const t = useT();
  const wanted = field.param.idKind ? kindWord(t, field.param.idKind) : field.label;
  if (link.kind === "wrong") {
    return (
      <Text size="xs" mt={4} role="status">
        {link.found
          ? t("field.id.wrong", { found: kindWord(t, link.found), wanted })
          : t("field.id.wrong.unknown", { wanted })}
      </Text>
    );
  }
  return (
    <Group gap={6} mt={4} role="status">
      <Text size="xs">{t("field.id.either")}</Text>
      {link.ids.map((id) => (
        <Button key={id} size="compact-xs" variant="default" onClick={() => onTake(id)}>
          {id.slice(0, 4)}…{id.slice(-6)}
        </Button>
      ))}
    </Group>
  );
}
