import { useState } from "react";
import { Radio, Stack } from "@mantine/core";
import type { NoticeRule } from "@leeway/api";
import { useNotices, useSetWorkflowNotices, useWorkflowNotices } from "../api/notices.js";
import { RuleForm } from "../notices/rule-form.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";

type Way = "workspace" | "own" | "nobody";
const wayOf = (own: NoticeRule | null): Way =>
  own === null ? "workspace" : own.channels.length === 0 ? "nobody" : "own";

/** Who is told when this workflow fails: as everywhere, somebody else, or nobody. Kept at once, not with the document. */
export function NoticesField({ workflowId }: { workflowId: string }) {
  const t = useT();
  const kept = useWorkflowNotices(workflowId);
  const usual = useNotices();
  const set = useSetWorkflowNotices(workflowId);
  /** Own addresses are about to be written. */
  const [writing, setWriting] = useState(false);
  if (kept.isPending || usual.isPending) return <Waiting rows={1} />;
  const error = kept.error ?? usual.error;
  if (error || !kept.data || !usual.data) return <Failed error={error} again={() => void kept.refetch()} />;
  const { own } = kept.data;
  const way = writing ? "own" : wayOf(own);
  const save = (next: NoticeRule | null) =>
    set.mutate(next, {
      onSuccess: () => {
        setWriting(false);
        sayDone(t("common.saved"));
      },
      onError: (refused) => sayError(refused, t),
    });
  const choose = (next: string) => {
    setWriting(next === "own");
    if (next === "workspace") save(null);
    if (next === "nobody") save({ ...usual.data, channels: [] });
  };
  const rule = own && own.channels.length > 0 ? own : { ...usual.data, channels: [] };
  return (
    <Stack gap="sm" data-testid="workflow-notices">
      <Radio.Group
        label={t("wsettings.notices")}
        description={t("wsettings.notices.help")}
        value={way}
        onChange={choose}
      >
        <Stack gap="xs" mt="xs">
          {(["workspace", "own", "nobody"] as const).map((one) => (
            <Radio key={one} value={one} label={t(`wsettings.notices.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      {way === "own" && <RuleForm key={JSON.stringify(rule)} rule={rule} saving={set.isPending} onSave={save} />}
    </Stack>
  );
}
