import { useState } from "react";
import { Alert, Button, PasswordInput, Select, Text, TextInput } from "@mantine/core";
import type { Credential } from "@leeway/api";
import { useCredentials, useSaveCredential, useTestCredential } from "../api/workspace.js";
import { useT } from "../ui/language.js";
import { sentence } from "../ui/said.js";
import { freeName, isTaken } from "./account-name.js";
import { Step } from "./step.js";

interface AccountProps {
  accounts: readonly Credential[];
  account: Credential | undefined;
  onChoose: (id: string) => void;
}

const NEW = "new";

/** The token: one that is kept already, or a new one, pasted. */
export function TokenStep({ accounts, account, onChoose }: AccountProps) {
  const t = useT();
  const save = useSaveCredential();
  const [adding, setAdding] = useState(false);
  const [token, setToken] = useState("");
  const names = (useCredentials().data ?? []).map((one) => one.name);
  const [typed, setTyped] = useState<string>();
  const name = typed ?? freeName(names, t("live.token.name"));
  const taken = isTaken(names, name) && !save.isPending;
  const isNew = adding || accounts.length === 0;
  const keep = () =>
    save.mutate(
      { type: "leelooToken", name: name.trim(), data: { token: token.trim() } },
      {
        onSuccess: ({ id }) => {
          setToken("");
          setTyped(undefined);
          setAdding(false);
          onChoose(id);
        },
      },
    );
  return (
    <Step number={1} name="token" title={t("live.token")} done={account !== undefined && !adding}>
      {accounts.length > 0 && (
        <Select
          size="sm"
          label={t("live.account")}
          data={[
            ...accounts.map(({ id, name }) => ({ value: id, label: name })),
            { value: NEW, label: t("live.account.new") },
          ]}
          value={isNew ? NEW : (account?.id ?? null)}
          allowDeselect={false}
          onChange={(id) => {
            setAdding(id === NEW);
            if (id !== null && id !== NEW) onChoose(id);
          }}
        />
      )}
      {isNew && (
        <>
          <Text size="sm" c="dimmed">
            {t("live.token.text")}
          </Text>
          <TextInput
            size="sm"
            label={t("live.token.called")}
            description={t("live.token.called.help")}
            maxLength={100}
            value={name}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={taken && t("live.token.taken")}
          />
          <PasswordInput
            size="sm"
            label={t("live.token.label")}
            value={token}
            autoComplete="off"
            onChange={(event) => setToken(event.currentTarget.value)}
            error={save.error && sentence(save.error, t)}
            data-testid="live-token-input"
            visibilityToggleButtonProps={{ "aria-label": t("auth.show") }}
          />
          <Button
            size="xs"
            disabled={token.trim() === "" || name.trim() === "" || taken}
            loading={save.isPending}
            onClick={keep}
          >
            {t("live.token.save")}
          </Button>
        </>
      )}
    </Step>
  );
}

/** Calls Leeloo once; what is wrong is said with what to do. */
export function TestStep({ account }: { account: Credential | undefined }) {
  const t = useT();
  const test = useTestCredential();
  const done = account?.testedAt !== undefined;
  const bad = test.error ? { message: sentence(test.error, t), hint: undefined } : test.data?.error;
  return (
    <Step number={2} name="test" title={t("live.test")} done={done}>
      {done && <Text size="sm">{t("live.test.ok")}</Text>}
      {bad && (
        <Alert color="red" role="alert">
          <Text size="sm">{bad.message}</Text>
          {bad.hint && <Text size="sm">{bad.hint}</Text>}
        </Alert>
      )}
      <Button
        size="xs"
        variant={done ? "default" : "filled"}
        disabled={!account}
        loading={test.isPending}
        onClick={() => account && test.mutate(account.id)}
      >
        {t("live.test")}
      </Button>
    </Step>
  );
}
