import { useRef, useState } from "react";
import { Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { IconDownload, IconUpload } from "@tabler/icons-react";
import { LARGEST_WORKSPACE_FILE } from "@leeway/api";
import { workspaceFileAddress } from "../api/workspace-file.js";
import { readChosenFile, sayFault } from "../ui/json-file.js";
import { useT, type Translate } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { ImportDialog, type ChosenFile } from "./import-dialog.js";
import { Section } from "./section.js";

const MB = 1024 * 1024;

/** The workspace as a file: to take along, and to take in. */
export function CarrySection() {
  const t = useT();
  const forget = useRef<() => void>(null);
  const [chosen, setChosen] = useState<ChosenFile>();
  const choose = async (file: File | null) => {
    if (!file) return;
    // The same file, mended, can be taken again.
    forget.current?.();
    try {
      setChosen({ name: file.name, content: await contentOf(file, t), opened: Date.now() });
    } catch (error) {
      sayError(error, t);
    }
  };
  return (
    <Section title={t("carry.title")} text={t("carry.text")}>
      <Stack data-testid="carry">
        <Text size="sm">{t("carry.has")}</Text>
        <Text size="sm" c="dimmed">
          {t("carry.hasNot")}
        </Text>
        <Group gap="xs">
          <Button
            variant="default"
            component="a"
            href={workspaceFileAddress()}
            download="workspace.json"
            leftSection={<IconDownload size={16} aria-hidden />}
            data-testid="carry-export"
          >
            {t("carry.export")}
          </Button>
          <FileButton resetRef={forget} accept="application/json,.json" onChange={(file) => void choose(file)}>
            {(props) => (
              <Button
                variant="default"
                leftSection={<IconUpload size={16} aria-hidden />}
                data-testid="carry-import"
                {...props}
              >
                {t("carry.import")}
              </Button>
            )}
          </FileButton>
        </Group>
      </Stack>
      {chosen && <ImportDialog key={chosen.opened} chosen={chosen} onClose={() => setChosen(undefined)} />}
    </Section>
  );
}

/** A file that no server would take is not read and sent first. */
async function contentOf(file: File, t: Translate): Promise<unknown> {
  if (file.size > LARGEST_WORKSPACE_FILE) {
    const [size, limit] = [Math.ceil(file.size / MB), LARGEST_WORKSPACE_FILE / MB];
    throw new Error(t("file.tooLarge", { file: file.name, size, limit }));
  }
  const read = await readChosenFile(file);
  if (!read.ok) throw new Error(sayFault(read.fault, file.name, t));
  return read.value;
}
