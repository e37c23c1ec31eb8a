import { Alert, Button, Code, Group, SimpleGrid, Stack, Text } from "@mantine/core";
import { IconDownload, IconLifebuoy } from "@tabler/icons-react";
import { Copy } from "../ui/copy.js";
import { useFocusOnArrival } from "../ui/focus-on-arrival.js";
import { useHandOnFocus } from "../ui/hand-on-focus.js";
import { useT } from "../ui/language.js";

/** Codes for a lost phone. They are shown this once. */
export function RecoveryCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const t = useT();
  const own = useFocusOnArrival<HTMLDivElement>();
  useHandOnFocus(own);
  const text = codes.join("\n");
  return (
    <Alert ref={own} tabIndex={-1} color="teal" icon={<IconLifebuoy aria-hidden />} title={t("account.codes.title")}>
      <Stack>
        <Text size="sm">{t("account.codes.text")}</Text>
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={4} data-testid="recovery-codes">
          {codes.map((code) => (
            <Code key={code}>{code}</Code>
          ))}
        </SimpleGrid>
        <Group>
          <Button
            size="xs"
            variant="default"
            component="a"
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(`Leeway\n\n${text}\n`)}`}
            download="leeway-recovery-codes.txt"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            {t("account.codes.download")}
          </Button>
          <Copy text={text} />
          <Button size="xs" onClick={onKept} ml="auto">
            {t("account.codes.kept")}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}
