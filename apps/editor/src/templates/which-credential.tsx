import { useState } from "react";
import { Button, Group, Radio, Stack } from "@mantine/core";
import type { Credential } from "@leeway/api";
import { credentialName } from "../credentials/credential-name.js";
import { Dialog } from "../ui/dialog.js";
import { useT } from "../ui/language.js";

interface WhichCredentialProps {
  credentials: readonly Credential[];
  onChoose: (id: string) => void;
  onCancel: () => void;
}

/** Asks once with which Leeloo account a template's steps sign in. */
export function WhichCredential({ credentials, onChoose, onCancel }: WhichCredentialProps) {
  const t = useT();
  const [chosen, setChosen] = useState(credentials[0]?.id ?? "");
  return (
    <Dialog centered onClose={onCancel} title={t("templates.credential.title")}>
      <Stack>
        <Radio.Group
          label={t("templates.credential.label")}
          description={t("templates.credential.help")}
          value={chosen}
          onChange={setChosen}
        >
          <Stack gap="xs" mt="sm">
            {credentials.map((credential) => (
              <Radio key={credential.id} value={credential.id} label={credentialName(credential, t)} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {t("common.cancel")}
          </Button>
          <Button data-autofocus onClick={() => onChoose(chosen)}>
            {t("templates.use")}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
