import { useState } from "react";
import { Button, Group, Stack, TagsInput } from "@mantine/core";
import type { Privacy } from "@leeway/api";
import { useMay } from "../api/permission.js";
import { usePrivacy, useSetPrivacy } from "../api/privacy.js";
import { useT } from "../ui/language.js";
import { Allowed, ChangedBy } from "../ui/allowed.js";
import { sayDone, sayError } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { ErasureList } from "./erasure-list.js";
import { Section } from "./section.js";

/** What is hidden in runs from who may only look. */
export function PrivacySection() {
  const t = useT();
  const privacy = usePrivacy();
  const mayErase = useMay()("personalData.edit");
  return (
    <Section title={t("privacy.title")} text={t("privacy.text")}>
      <Stack>
        {privacy.isPending && <Waiting rows={1} />}
        {privacy.error && <Failed error={privacy.error} again={() => void privacy.refetch()} />}
        {privacy.data && (
          <ChangedBy who="personalData.edit">
            <PrivacyForm kept={privacy.data} />
          </ChangedBy>
        )}
        {/* What refuses one refuses the other: said once. */}
        {mayErase && !privacy.error && <ErasureList />}
      </Stack>
    </Section>
  );
}

function PrivacyForm({ kept }: { kept: Privacy }) {
  const t = useT();
  const set = useSetPrivacy();
  const [fields, setFields] = useState(kept.maskedFields);
  const mayEdit = useMay()("personalData.edit");
  const same = JSON.stringify(fields) === JSON.stringify(kept.maskedFields);
  const save = () =>
    set.mutate(
      { maskedFields: fields },
      {
        onSuccess: ({ maskedFields }) => {
          setFields(maskedFields);
          sayDone(t("common.saved"));
        },
        onError: (error) => sayError(error, t),
      },
    );
  return (
    <Stack data-testid="privacy">
      <TagsInput
        label={t("privacy.fields")}
        description={t("privacy.fields.help")}
        inputWrapperOrder={["label", "description", "input", "error"]}
        placeholder={fields.length === 0 ? "passport" : undefined}
        value={fields}
        onChange={setFields}
        maxTags={50}
        readOnly={!mayEdit}
        data-testid="privacy-fields"
      />
      <Allowed to="personalData.edit">
        <Group justify="flex-end">
          <Button onClick={save} disabled={same} loading={set.isPending} data-testid="privacy-save">
            {t("common.save")}
          </Button>
        </Group>
      </Allowed>
    </Stack>
  );
}
