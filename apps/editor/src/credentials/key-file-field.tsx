import { FileButton, Group, Button, Textarea, Text } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useT } from "../ui/language.js";

interface KeyFileFieldProps {
  label: string;
  description: string | undefined;
  error: string | undefined;
  value: string;
  stored: boolean;
  onChange: (value: string) => void;
  "data-testid": string;
}

/** A secret that comes as a file: chosen, or its content pasted. */
export function KeyFileField({ label, description, stored, value, onChange, ...shared }: KeyFileFieldProps) {
  const t = useT();
  const said = [stored && t("credentials.secret.keep"), description].filter(Boolean).join(" ");
  return (
    <div>
      <Textarea
        {...shared}
        label={label}
        description={said === "" ? undefined : said}
        value={value}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
        placeholder={stored ? "••••••••••••" : '{ "type": "service_account", … }'}
        autosize
        minRows={3}
        maxRows={8}
        spellCheck={false}
        autoComplete="off"
        required={!stored}
        styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }}
      />
      <Group gap="xs" mt={6}>
        <FileButton accept="application/json,.json" onChange={(file) => void file?.text().then(onChange)}>
          {(button) => (
            <Button {...button} size="xs" variant="default" leftSection={<IconFileUpload size={15} aria-hidden />}>
              {t("credentials.google.key.choose")}
            </Button>
          )}
        </FileButton>
        <Text size="xs" c="dimmed">
          {emailIn(value)}
        </Text>
      </Group>
    </div>
  );
}

/** Whom the key belongs to, so that one sees that it is the right one. */
function emailIn(text: string): string {
  return /"client_email"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? "";
}
