import { useNotices, useSetNotices } from "../api/notices.js";
import { Deliveries } from "../notices/deliveries.js";
import { RuleForm } from "../notices/rule-form.js";
import { ChangedBy } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { Section } from "./section.js";

/** Who is told when a workflow fails. */
export function NoticesSection() {
  const t = useT();
  const rule = useNotices();
  const set = useSetNotices();
  return (
    <Section title={t("notices.title")} text={t("notices.text")}>
      {rule.isPending && <Waiting rows={2} />}
      {rule.error && <Failed error={rule.error} again={() => void rule.refetch()} />}
      {rule.data && (
        <ChangedBy who="notices.edit">
          <RuleForm
            key={JSON.stringify(rule.data)}
            rule={rule.data}
            saving={set.isPending}
            onSave={(next) =>
              set.mutate(next, { onSuccess: () => sayDone(t("common.saved")), onError: (error) => sayError(error, t) })
            }
          />
        </ChangedBy>
      )}
      <Deliveries />
    </Section>
  );
}
