import { useState, type FormEvent } from "react";
import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import type { Me } from "@leeway/api";
import { useDeleteWorkspace } from "../api/workspaces.js";
import { useT } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import { Section } from "./section.js";

/** The end of the workspace, which one has to name. It can be taken back for two weeks. */
export function DeleteWorkspaceSection({ workspace }: { workspace: Me["workspace"] }) {
  const t = useT();
  const remove = useDeleteWorkspace();
  const [name, setName] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    remove.mutate(name, { onSuccess: () => location.assign("/workflows"), onError: (error) => sayError(error, t) });
  };
  return (
    <Section title={t("workspace.delete")} text={t("workspace.delete.about")}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t("workspace.delete.text")}</Text>
          <Group align="flex-end">
            <TextInput
              flex={1}
              label={t("workspace.delete.name", { name: workspace.name })}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              autoComplete="off"
            />
            <Button type="submit" color="red" disabled={name !== workspace.name} loading={remove.isPending}>
              {t("workspace.delete")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
