import { Button, Group } from "@mantine/core";
import { IconKey, IconPlus } from "@tabler/icons-react";
import { useSearchParams } from "react-router";
import { useCredentials, useLimits } from "../api/workspace.js";
import { credentialTypes } from "@leeway/api";
import { CredentialDrawer } from "../credentials/credential-drawer.js";
import { CredentialTable } from "../credentials/credential-table.js";
import { ChooseWorkflow } from "../going-live/choose-workflow.js";
import { useMay } from "../api/permission.js";
import { WhoMay } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { Page } from "../ui/page.js";
import { Empty, Failed, Waiting } from "../ui/states.js";

/** How Leeway signs in to services, and how much of each token's minute is used. */
export default function CredentialsPage() {
  const t = useT();
  const may = useMay();
  const list = useCredentials();
  const limits = useLimits();
  // The drawer lives in the address, so that a failed step can lead right to its credential.
  const [query, setQuery] = useSearchParams();
  const kinds = query.get("new")?.split(",") ?? [];
  const types = credentialTypes.filter((type) => kinds.includes(type));
  const wanted = types.length > 0 ? "new" : query.get("edit");
  const mine = may("credentials.edit");
  const add = mine && (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setQuery({ edit: "new" })}
      data-testid="credential-new"
    >
      {t("credentials.new")}
    </Button>
  );
  const items = list.data ?? [];
  const edited = items.find(({ id }) => id === wanted);
  return (
    <Page
      title={t("credentials.title")}
      {...(items.length > 0 && { text: t("credentials.text") })}
      button={
        items.length > 0 && (
          <Group gap="xs">
            {mine && <ChooseWorkflow />}
            {add}
          </Group>
        )
      }
    >
      {!mine && <WhoMay permission="credentials.edit" />}
      {list.isPending && <Waiting />}
      {list.error && <Failed error={list.error} again={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && (
        <Empty icon={IconKey} title={t("credentials.empty.title")} text={t("credentials.empty.text")}>
          {add}
        </Empty>
      )}
      {items.length > 0 && (
        <CredentialTable items={items} limits={limits.data ?? []} onEdit={({ id }) => setQuery({ edit: id })} />
      )}
      <CredentialDrawer
        opened={mine && (wanted === "new" || edited !== undefined)}
        onClose={() => setQuery({})}
        credential={edited}
        types={types.length > 0 ? types : undefined}
      />
    </Page>
  );
}
