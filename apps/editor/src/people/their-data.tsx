import { useState } from "react";
import { Alert, Button, Group, Stack, TagsInput, Text } from "@mantine/core";
import { IconDownload, IconEraser } from "@tabler/icons-react";
import type { Person } from "@leeway/api";
import { copyAddress, useErase, useErasures } from "../api/personal-data.js";
import { useMay } from "../api/permission.js";
import { ask } from "../ui/confirm.js";
import { EraseLook } from "./erase-look.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";

/** What a person may ask of who keeps their data: a copy of it, and that it goes. */
export function TheirData({ person, name }: { person: Person; name: string }) {
  const t = useT();
  const erase = useErase();
  const may = useMay();
  if (!may("personalData.edit")) return null;
  const question = () => {
    let also: string[] = [];
    ask(t, {
      title: t("person.erase.title", { name }),
      text: <What id={person.id} onChange={(words) => (also = words)} />,
      yes: t("person.erase.yes"),
      loss: true,
      onYes: () =>
        erase.mutate(
          { id: person.id, also },
          { onSuccess: () => sayDone(t("person.erase.begun")), onError: (error) => sayError(error, t) },
        ),
    });
  };
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button
          size="xs"
          variant="default"
          leftSection={<IconDownload size={14} aria-hidden />}
          component="a"
          href={copyAddress(person.id)}
          download="person.json"
          data-testid="person-copy"
        >
          {t("person.copy.button")}
        </Button>
        <Button
          size="xs"
          variant="default"
          c="var(--mantine-color-error)"
          leftSection={<IconEraser size={14} aria-hidden />}
          loading={erase.isPending}
          data-testid="person-erase"
          onClick={question}
        >
          {t("person.erase")}
        </Button>
      </Group>
      <UnderWay id={erase.data?.id} />
    </Stack>
  );
}

/** What goes and what stays, and room for what no run has under the person's id. */
function What({ id, onChange }: { id: string; onChange: (words: string[]) => void }) {
  const t = useT();
  const [words, setWords] = useState<string[]>([]);
  return (
    <Stack>
      <Text size="sm">{t("person.erase.text")}</Text>
      <TagsInput
        label={t("person.erase.also")}
        description={t("person.erase.also.help")}
        inputWrapperOrder={["label", "description", "input", "error"]}
        value={words}
        maxTags={20}
        onChange={(next) => {
          setWords(next);
          onChange(next);
        }}
        data-testid="person-erase-also"
      />
      <EraseLook id={id} also={words} />
    </Stack>
  );
}

/** How far the erasure is that was just begun. */
function UnderWay({ id }: { id: string | undefined }) {
  const t = useT();
  const { data = [] } = useErasures(id);
  const one = data.find((erasure) => erasure.id === id);
  if (!one) return null;
  return (
    <Alert color={one.state === "done" ? "teal" : "gray"} role="status" data-testid="person-erased">
      <Text size="sm">
        {one.state === "going"
          ? t("person.erase.going")
          : t("person.erase.done", { runs: one.runs, events: one.events, files: one.files })}
      </Text>
      {one.unfinished > 0 && <Text size="sm">{t("person.erase.waiting", { count: one.unfinished })}</Text>}
    </Alert>
  );
}
