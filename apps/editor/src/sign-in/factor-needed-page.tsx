import { useState } from "react";
import { Anchor } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { AppSetup } from "../account/app-setup.js";
import { RecoveryCodes } from "../account/recovery-codes.js";
import { useSignOut } from "../api/account.js";
import { useT } from "../ui/language.js";
import { Card } from "./card.js";

/** Before anything else in a workspace that asks for a second step: sets it up. */
export default function FactorNeededPage() {
  const t = useT();
  const client = useQueryClient();
  const leave = useSignOut();
  const [codes, setCodes] = useState<string[]>();
  return (
    <Card title={t("auth.needed.title")} text={t("auth.needed.text")} wide>
      {codes ? (
        <RecoveryCodes codes={codes} onKept={() => void client.invalidateQueries()} />
      ) : (
        <AppSetup onDone={setCodes} />
      )}
      <Anchor component="button" type="button" size="sm" onClick={() => leave.mutate()}>
        {t("nav.signOut")}
      </Anchor>
    </Card>
  );
}
