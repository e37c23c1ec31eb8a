import { useRef, useState } from "react";
import { Button, FileButton, Group, Stack, Text } from "@mantine/core";
import { IconDownload, IconUpload } from "@tabler/icons-react";
import { workspaceFileAddress } from "../api/workspace-file.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { ImportDialog } from "./import-dialog.js";
import { Section } from "./section.js";

/** The workspace as a file: to take along, and to take in. */
export function CarrySection() {
  const t = useT();
  const forget = useRef<() => void>(null);
  const [taken, setTaken] = useState<{ file: unknown; opened: number }>();
  const take = async (file: File | null) => {
    if (!file) return;
    // The same file, mended, can be taken again.
    forget.current?.();
    try {
      setTaken({ file: JSON.parse((await file.text()).replace(/^\uFEFF/, "")), opened: Date.now() });
    } catch {
      sayError(new Error(t("carry.broken", { file: file.name })), t);
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
          <FileButton resetRef={forget} accept="application/json,.json" onChange={(file) => void take(file)}>
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
      {taken && <ImportDialog key={taken.opened} {...taken} onClose={() => setTaken(undefined)} />}
    </Section>
  );
}
