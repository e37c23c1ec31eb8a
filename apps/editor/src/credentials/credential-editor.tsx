import { useState, type FormEvent } from "react";
import { Accordion, Alert, Button, Group, Select, Stack, TextInput } from "@mantine/core";
import { credentialTypes, type Credential, type CredentialType } from "@leeway/api";
import { ApiProblem } from "../api/http.js";
import { useSaveCredential } from "../api/workspace.js";
import { useT } from "../ui/language.js";
import { sayDone, sentence } from "../ui/said.js";
import { CredentialField } from "./credential-field.js";
import { dataOf, fieldPlans, formOf, missingFields, type CredentialForm, type FieldPlan } from "./credential-model.js";

interface EditorProps {
  credential: Credential | undefined;
  type: CredentialType | undefined;
  onCancel: () => void;
  onSaved: (credential: Credential) => void;
}

/** The form; what is wrong stands at its field, and what was typed is kept whatever the server says. */
export function CredentialEditor({ credential, type, onCancel, onSaved }: EditorProps) {
  const t = useT();
  const save = useSaveCredential();
  const [form, setForm] = useState(() => formOf(credential?.type ?? type ?? "leelooToken", credential));
  const [missing, setMissing] = useState<readonly string[]>([]);
  const refused = save.error instanceof ApiProblem ? save.error.errors : [];
  const errorAt = (path: string) =>
    missing.includes(path)
      ? t("field.required")
      : refused.find(
          (error) => error.path === path || error.path.startsWith(`${path}[`) || error.path.startsWith(`${path}.`),
        )?.message;
  const paths = ["name", ...fieldPlans[form.type].map(({ name }) => `data.${name}`)];
  const placed = refused.length > 0 && refused.every(({ path }) => paths.some((known) => path.startsWith(known)));
  const change = (next: CredentialForm) => {
    setForm(next);
    setMissing([]);
    save.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const empty = missingFields(form, credential !== undefined);
    setMissing(empty);
    if (empty.length > 0) return;
    const { name, type: kind } = form;
    const data = dataOf(form, credential !== undefined);
    save.mutate(
      { ...(credential && { id: credential.id }), type: kind, name: name.trim(), data },
      {
        onSuccess: (saved) => {
          sayDone(t("common.saved"));
          onSaved(saved);
        },
      },
    );
  };
  const field = (plan: FieldPlan) => (
    <CredentialField
      key={plan.name}
      type={form.type}
      plan={plan}
      value={form.data[plan.name] ?? ""}
      error={errorAt(`data.${plan.name}`)}
      stored={credential !== undefined}
      onChange={(value) => change({ ...form, data: { ...form.data, [plan.name]: value } })}
    />
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {!credential && !type && (
          <Select
            label={t("credentials.type")}
            data={credentialTypes.map((value) => ({ value, label: t(`credentials.type.${value}`) }))}
            value={form.type}
            onChange={(value) => value && change({ ...formOf(value), name: form.name })}
            allowDeselect={false}
            data-testid="credential-type"
          />
        )}
        <TextInput
          label={t("common.name")}
          placeholder={form.type === "leelooToken" ? t("credentials.namePlaceholder") : ""}
          value={form.name}
          onChange={(event) => change({ ...form, name: event.currentTarget.value })}
          error={errorAt("name")}
          maxLength={100}
          required
          data-autofocus
          data-testid="credential-name"
        />
        {fieldPlans[form.type].filter(({ rare }) => !rare).map(field)}
        <RareFields plans={fieldPlans[form.type].filter(({ rare }) => rare)} field={field} />
        {save.error && !placed && <Alert color="red">{sentence(save.error, t)}</Alert>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={save.isPending} data-testid="credential-save">
            {t("common.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function RareFields({ plans, field }: { plans: readonly FieldPlan[]; field: (plan: FieldPlan) => React.ReactNode }) {
  const t = useT();
  if (plans.length === 0) return null;
  return (
    <Accordion variant="separated" chevronPosition="left">
      <Accordion.Item value="rare">
        <Accordion.Control>{t("credentials.rare")}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm">{plans.map(field)}</Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
