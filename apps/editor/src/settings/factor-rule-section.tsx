import { Switch } from "@mantine/core";
import { confirmed, sayRefusal } from "../account/confirmed.js";
import { useFactorRule, useSetFactorRule } from "../api/second-factor.js";
import { useT } from "../ui/language.js";
import { sayDone } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { Section } from "./section.js";

/** Whether members need more than a password. */
export function FactorRuleSection() {
  const t = useT();
  const rule = useFactorRule();
  const set = useSetFactorRule((act) => confirmed(t, act));
  return (
    <Section title={t("settings.factor")} text={t("settings.factor.text")}>
      {rule.isPending && <Waiting rows={1} />}
      {rule.error && <Failed error={rule.error} again={() => void rule.refetch()} />}
      {rule.data && (
        <Switch
          label={t("settings.factor.required")}
          description={t("settings.factor.required.text")}
          checked={rule.data.required}
          disabled={set.isPending}
          onChange={({ currentTarget: { checked } }) =>
            set.mutate(checked, {
              onSuccess: () => sayDone(t("common.saved")),
              onError: (error) => sayRefusal(error, t),
            })
          }
        />
      )}
    </Section>
  );
}
