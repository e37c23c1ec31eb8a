import { Anchor, Stack, Text } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { formFieldsOf } from "@leeway/nodes";
import { Allowed } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Failed } from "../ui/states.js";
import { Address } from "../webhook/address.js";
import { RefusedCalls } from "../webhook/refused-calls.js";
import { useTriggerHook } from "../webhook/trigger-hook.js";
import { embedCode } from "./embed-code.js";
import { prefillOf } from "./prefill.js";
import { TryForm } from "./try-form.js";

export const FORM_TRIGGER = "trigger.form";

/** Where the form stands, how it comes onto a site, and how it is tried before that. */
export function FormBox() {
  const t = useT();
  const { params, url, published, local, hook, error, again } = useTriggerHook();
  if (url === undefined) {
    return (
      <Text size="sm" c="dimmed" data-testid="form-url">
        {t("form.address.unsaved")}
      </Text>
    );
  }
  const title = params["title"];
  const prefill = prefillOf(formFieldsOf(params));
  return (
    <Stack gap="md">
      <div>
        <Address label={t("form.address")} copy={t("form.address.copy")} url={url} testId="form-url" />
        {published ? (
          <Anchor href={url} target="_blank" rel="noopener" size="sm">
            {t("form.open")} <IconExternalLink size={14} aria-hidden />
          </Anchor>
        ) : (
          <Text size="xs" c="dimmed" mt={4}>
            {t("form.draft")}
          </Text>
        )}
        {local && (
          <Text size="xs" c="dimmed" mt={4}>
            {t("webhook.local")}
          </Text>
        )}
        {prefill !== undefined && (
          <Text size="xs" c="dimmed" mt={4}>
            {t("form.prefill", { example: prefill })}
          </Text>
        )}
      </div>
      <Address
        label={t("form.embed")}
        copy={t("form.embed.copy")}
        url={embedCode(url, typeof title === "string" ? title : "")}
        testId="form-embed"
      />
      {error && <Failed error={error} again={again} />}
      {hook && <RefusedCalls refused={hook.refused} title={t("form.refused")} />}
      <Allowed to="workflows.edit">{hook && <TryForm testUrl={hook.testUrl} />}</Allowed>
    </Stack>
  );
}
