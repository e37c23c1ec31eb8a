import { Alert, Box, Button, Group, Popover, Stack, Text } from "@mantine/core";
import { IconCircleCheck, IconCircleX, IconPencil, IconPlugConnected, IconTrash } from "@tabler/icons-react";
import type { Credential, Limit } from "@leeway/api";
import { useDeleteCredential, useTestCredential } from "../api/workspace.js";
import { confirmLoss } from "../ui/confirm.js";
import { Allowed } from "../ui/allowed.js";
import { useMay } from "../api/permission.js";
import { useT } from "../ui/language.js";
import { RowAction } from "../ui/row-action.js";
import { useAskDelete } from "../usage/ask-delete.js";
import { SignInButton } from "./sign-in-button.js";
import { PauseMenu } from "./pause-menu.js";
import { sayDone, sayError, sentence } from "../ui/said.js";

interface ActionsProps {
  credential: Credential;
  limit: Limit | undefined;
  onEdit: () => void;
}

/** Test, change, delete; a token with a limit can be paused. */
export function CredentialActions({ credential, limit, onEdit }: ActionsProps) {
  const t = useT();
  const may = useMay();
  const remove = useDeleteCredential();
  const { id, name } = credential;
  const ask = useAskDelete();
  const onYes = () =>
    remove.mutate(id, {
      onSuccess: () => sayDone(t("credentials.deleted", { name })),
      onError: (error) => sayError(error, t),
    });
  const title = t("credentials.delete.title", { name });
  const unused = () => confirmLoss(t, title, t("credentials.delete.text"), onYes);
  const askDelete = () => void ask({ kind: "credentials", id, name, title, unused, onYes });
  return (
    <Group gap={4} wrap="nowrap" justify="flex-end">
      {may("credentials.edit") && credential.type === "googleOAuth" && <SignInButton credential={credential} />}
      {may("credentials.use") && credential.type !== "webhookSecret" && <TestButton credential={credential} />}
      <Allowed to="credentials.edit">
        <RowAction
          sign={IconPencil}
          hint={t("common.edit")}
          label={t("credentials.edit.title", { name })}
          onClick={onEdit}
        />
        <RowAction
          sign={IconTrash}
          hint={t("common.delete")}
          label={t("credentials.delete.label", { name })}
          loading={remove.isPending}
          onClick={askDelete}
        />
      </Allowed>
      {limit ? <PauseMenu name={name} limit={limit} /> : <Box w={34} flex="none" />}
    </Group>
  );
}

/** Signs in for real and says how it went, beside the button that asked. */
function TestButton({ credential: { id, name } }: { credential: Credential }) {
  const t = useT();
  const test = useTestCredential();
  return (
    <Popover
      opened={test.isSuccess || test.isError}
      onChange={(open) => !open && test.reset()}
      position="bottom-end"
      withArrow
      width={320}
      returnFocus
    >
      <Popover.Target>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlugConnected size={15} aria-hidden />}
          aria-label={t("credentials.test.label", { name })}
          loading={test.isPending}
          onClick={() => test.mutate(id)}
          data-testid={`credential-test-${id}`}
        >
          {t("credentials.test")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} role="status">
        {test.isError && (
          <Verdict ok={false} title={t("credentials.test.bad", { name })} text={sentence(test.error, t)} />
        )}
        {test.data && (
          <Verdict
            ok={test.data.ok}
            title={t(test.data.ok ? "credentials.test.ok" : "credentials.test.bad", { name })}
            text={test.data.error?.message}
            hint={test.data.error?.hint}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

function Verdict({
  ok,
  title,
  text,
  hint,
}: {
  ok: boolean;
  title: string;
  text?: string | undefined;
  hint?: string | undefined;
}) {
  return (
    <Alert
      color={ok ? "teal" : "red"}
      title={title}
      icon={ok ? <IconCircleCheck aria-hidden /> : <IconCircleX aria-hidden />}
      data-testid="credential-verdict"
      styles={{ title: { color: "var(--mantine-color-text)" } }}
    >
      {(text || hint) && (
        <Stack gap={4}>
          {text && <Text size="sm">{text}</Text>}
          {hint && <Text size="sm">{hint}</Text>}
        </Stack>
      )}
    </Alert>
  );
}
