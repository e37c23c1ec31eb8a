import { Button, Group, Text } from "@mantine/core";
import { idKindWord } from "@leeway/api";
import type { LinkedId, Locale } from "@leeway/engine";
import { setParam } from "../../document/commands.js";
import { useEditor } from "../../document/store.js";
import { useLanguage, useT, useText, type Translate } from "../../ui/language.js";
import type { FieldProps } from "../fields/field-props.js";
import { useStep } from "../step-context.js";
import { shownText } from "../typed.js";
import type { FromLink } from "./links.js";
import type { WhatIs } from "./what-is.js";

/** An id as it fits on a button. */
export const shortId = (id: string) => `${id.slice(0, 4)}…${id.slice(-4)}`;

interface LinkNoteProps {
  link: Exclude<NonNullable<FromLink>, { kind: "id" }>;
  field: FieldProps;
  whatIs: WhatIs;
  onTake: (id: string) => void;
}

/** A link that does not say by itself which id is meant, or leads elsewhere. What was pasted stays until one decides. */
export function LinkNote({ link, field, whatIs, onTake }: LinkNoteProps) {
  const t = useT();
  const { locale } = useLanguage();
  const { idKind, name } = field.param;
  const wanted = idKind ? idKindWord(idKind, locale) : field.label;
  if (link.kind === "either") {
    return (
      <Group gap={6} mt={4} role="status" data-testid="link-either">
        <Text size="xs">{t("links.either", { wanted })}</Text>
        {link.ids.map((id, index) => (
          <Button key={id} size="compact-xs" variant="default" title={id} onClick={() => onTake(id)}>
            {saidOf(t, id, index, whatIs, locale)}
          </Button>
        ))}
      </Group>
    );
  }
  return (
    <>
      <Text size="xs" mt={4} role="status" data-testid="link-wrong">
        {link.found
          ? t("links.wrong", { found: idKindWord(link.found, locale), wanted })
          : t("links.wrong.unknown", { wanted })}
      </Text>
      <OthersNote others={link.others} own={name} />
    </>
  );
}

/** Leeloo's examples have the person first and the channel second; what is known goes before that. */
function saidOf(t: Translate, id: string, index: number, whatIs: WhatIs, locale: Locale): string {
  const known = whatIs(id);
  const label = known.find((one) => one.label !== undefined)?.label;
  const [first] = known;
  const kind = idKindWord(first?.idKind ?? (index === 0 ? "person" : "account"), locale);
  if (first) return label === undefined ? `${shortId(id)} (${kind})` : `${label} (${kind})`;
  return t("links.probably", { id: shortId(id), kind });
}

/** Offers what else a link holds to the params of this step that want it. */
export function OthersNote({ others, own }: { others: readonly LinkedId[]; own: string }) {
  const t = useT();
  const text = useText();
  const { node, definition } = useStep();
  const run = useEditor((state) => state.run);
  const places = others.flatMap(({ kind, id }) =>
    definition.params
      .filter(({ name, idKind, kind: of }) => name !== own && idKind === kind && of === "id")
      .filter(({ name }) => shownText(node.params[name]) !== id)
      .map((param) => ({ param, id })),
  );
  if (places.length === 0) return null;
  return (
    <Group gap={6} mt={4} role="status" data-testid="link-others">
      <Text size="xs">{t("links.others")}</Text>
      {places.map(({ param, id }) => (
        <Button
          key={param.name + id}
          size="compact-xs"
          variant="default"
          title={id}
          onClick={() => run(setParam(node.id, param.name, id))}
        >
          {text(param.title)}: {shortId(id)}
        </Button>
      ))}
    </Group>
  );
}
