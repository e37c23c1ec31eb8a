import { Button, Group, Stack, Switch, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMe } from "../api/account.js";
import { useCreateWorkspace } from "../api/workspaces.js";
import { focusFirstWrong } from "../ui/focus-first-wrong.js";
import { useT } from "../ui/language.js";
import { Page } from "../ui/page.js";
import { sayError } from "../ui/said.js";
import { Section } from "../settings/section.js";
import { switchTo } from "./switch.js";

/** A further workspace, for another client or another shop. */
export default function NewWorkspacePage() {
  const t = useT();
  return (
    <Page title={t("team.new.title")}>
      <Section title={t("settings.workspace")} text={t("team.new.text")}>
        <NewWorkspaceForm />
      </Section>
    </Page>
  );
}

/** Makes one and goes there. Days and hours go by this computer's zone until somebody chooses another. */
export function NewWorkspaceForm() {
  const t = useT();
  const create = useCreateWorkspace();
  const hasSandbox = useMe(false).data?.sandbox !== false;
  const form = useForm({
    initialValues: { name: "", demo: true },
    validate: { name: (value) => (value.trim() ? null : t("field.required")) },
  });
  const submit = form.onSubmit(
    ({ name, demo }) =>
      create.mutate(
        { name, demo, timezone: Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC" },
        { onSuccess: ({ id }) => void switchTo(id), onError: (error) => sayError(error, t) },
      ),
    focusFirstWrong,
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label={t("auth.workspace")}
          description={t("auth.workspace.hint")}
          maxLength={100}
          required
          data-autofocus
          {...form.getInputProps("name")}
        />
        {hasSandbox && (
          <Switch
            label={t("team.new.demo")}
            description={t("team.new.demo.help")}
            {...form.getInputProps("demo", { type: "checkbox" })}
          />
        )}
        <Group justify="flex-end">
          <Button type="submit" loading={create.isPending || create.isSuccess}>
            {t("team.new.button")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
