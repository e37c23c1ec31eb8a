import type { ReactNode } from "react";
import {
  Accordion,
  Alert,
  Button,
  Code,
  Group,
  Input,
  SegmentedControl,
  Select,
  Stack,
  Text,
  TextInput,
} from "@mantine/core";
import { credentialTypes, type Credential, type CredentialType } from "@leeway/api";
import { useMe } from "../api/account.js";
import { Copy } from "../ui/copy.js";
import { useT } from "../ui/language.js";
import { CredentialField } from "./credential-field.js";
import {
  fieldPlans,
  formOf,
  isSandbox,
  pointTo,
  withField,
  type CredentialForm,
  type FieldPlan,
} from "./credential-model.js";
import { useCredentialForm } from "./use-credential-form.js";

interface EditorProps {
  credential: Credential | undefined;
  /** The kinds to choose from; the first one stands at the beginning. */
  types?: readonly CredentialType[] | undefined;
  onCancel: () => void;
  onSaved: (credential: Credential) => void;
}

/** The form; what is wrong stands at its field. */
export function CredentialEditor({ credential, types = credentialTypes, onCancel, onSaved }: EditorProps) {
  const t = useT();
  const { form, stored, saving, refusal, errorAt, change, submit } = useCredentialForm({
    credential,
    type: types[0],
    onSaved,
  });
  const plans = fieldPlans[form.type].filter(({ name }) => !isSandbox(form) || name === "limitPerMinute");
  const field = (plan: FieldPlan) => (
    <CredentialField
      key={plan.name}
      type={form.type}
      plan={plan}
      value={form.data[plan.name] ?? ""}
      error={errorAt(`data.${plan.name}`)}
      stored={stored}
      onChange={(value) => change(withField(form, plan.name, value))}
    />
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {!credential && types.length > 1 && <Kind types={types} form={form} onChange={change} />}
        {form.type === "leelooToken" && <Where form={form} onChange={change} />}
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
        {form.type === "googleOAuth" && <ComesBackTo />}
        {plans.filter(({ rare }) => !rare).map(field)}
        <Rare>{plans.filter(({ rare }) => rare).map(field)}</Rare>
        {refusal && <Alert color="red">{refusal}</Alert>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            {t("common.cancel")}
          </Button>
          <Button type="submit" loading={saving} data-testid="credential-save">
            {t("common.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface PartProps {
  form: CredentialForm;
  onChange: (form: CredentialForm) => void;
}

function Kind({ types, form, onChange }: PartProps & { types: readonly CredentialType[] }) {
  const t = useT();
  return (
    <Select
      label={t("credentials.type")}
      data={types.map((value) => ({ value, label: t(`credentials.type.${value}`) }))}
      value={form.type}
      onChange={(value) => value && onChange({ ...formOf(value), name: form.name })}
      allowDeselect={false}
      data-testid="credential-type"
    />
  );
}

/** The real Leeloo, or the one to try things in, where it is on. */
function Where({ form, onChange }: PartProps) {
  const t = useT();
  const offered = useMe().data?.sandbox === true || isSandbox(form);
  if (!offered) return null;
  return (
    <Input.Wrapper label={t("credentials.where")} labelElement="div">
      <SegmentedControl
        fullWidth
        aria-label={t("credentials.where")}
        value={isSandbox(form) ? "sandbox" : "leeloo"}
        onChange={(value) => onChange(pointTo(form, value === "sandbox" ? "sandbox" : "leeloo"))}
        data={[
          { value: "leeloo", label: t("credentials.where.leeloo") },
          { value: "sandbox", label: t("credentials.where.sandbox") },
        ]}
        data-testid="credential-where"
      />
      {isSandbox(form) && (
        <Text size="sm" c="dimmed" mt={4}>
          {t("credentials.where.sandbox.text")}
        </Text>
      )}
    </Input.Wrapper>
  );
}

/** What the app in Google Cloud has to know, word for word. */
function ComesBackTo() {
  const t = useT();
  const url = `${useMe().data?.publicUrl ?? window.location.origin}/oauth/callback`;
  return (
    <Input.Wrapper
      label={t("credentials.google.redirect")}
      description={t("credentials.google.redirect.help")}
      labelElement="div"
    >
      <Group gap={4} wrap="nowrap" mt={4}>
        <Code style={{ overflowWrap: "anywhere" }}>{url}</Code>
        <Copy text={url} />
      </Group>
    </Input.Wrapper>
  );
}

function Rare({ children }: { children: ReactNode[] }) {
  const t = useT();
  if (children.length === 0) return null;
  return (
    <Accordion variant="separated" chevronPosition="left">
      <Accordion.Item value="rare">
        <Accordion.Control>{t("credentials.rare")}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="sm">{children}</Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
