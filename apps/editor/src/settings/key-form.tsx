import { Button, Group, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import type { CreatedApiKey, Role } from "@leeway/api";
import { confirmed, sayRefusal } from "../account/confirmed.js";
import { useCreateApiKey } from "../api/account.js";
import { RoleSelect } from "../team/role-select.js";
import { useT } from "../ui/language.js";
import { endOfKey, type KeyEnd } from "./key-end.js";
import { endFault, KeyEndField } from "./key-end-field.js";

/** A new key: what it is for, what it may, and until when. */
export function KeyForm({ onCreated }: { onCreated: (key: CreatedApiKey) => void }) {
  const t = useT();
  const create = useCreateApiKey((act) => confirmed(t, act));
  const form = useForm({
    initialValues: { name: "", role: "editor" as Role, end: "90" as KeyEnd, date: "" },
    validate: { date: (_, values) => endFault(t, values) },
  });
  const submit = form.onSubmit(({ name, role, end, date }) => {
    if (name.trim() === "") return;
    create.mutate(
      { name: name.trim(), role, expiresAt: endOfKey(end, date) },
      {
        onSuccess: (key) => {
          onCreated(key);
          form.reset();
        },
        onError: (error) => sayRefusal(error, t),
      },
    );
  });
  return (
    <form onSubmit={submit} noValidate>
      <Group align="flex-start" gap="xs">
        <TextInput
          flex={1}
          miw="min(100%, 180px)"
          label={t("settings.keys.name")}
          placeholder={t("settings.keys.placeholder")}
          maxLength={100}
          data-testid="key-name"
          {...form.getInputProps("name")}
        />
        <RoleSelect
          label={t("team.role")}
          w={150}
          own="admin"
          value={form.values.role}
          onChange={(role) => form.setFieldValue("role", role)}
          data-testid="key-role"
        />
        <KeyEndField form={form} label={t("keys.for")} w={180} />
        <Button
          type="submit"
          mt={25}
          variant="default"
          loading={create.isPending}
          disabled={form.values.name.trim() === ""}
          data-testid="key-create"
        >
          {t("settings.keys.new")}
        </Button>
      </Group>
    </form>
  );
}
