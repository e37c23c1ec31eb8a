import { useState } from "react";
import { Button, Group, NumberInput, Stack, Text } from "@mantine/core";
import type { Retention } from "@leeway/api";
import { useRetention, useSetRetention } from "../api/retention.js";
import { confirmLoss } from "../ui/confirm.js";
import { ChangedBy } from "../ui/allowed.js";
import { useT } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { Failed, Waiting } from "../ui/states.js";
import { faultOf, keepsLess, MOST_DAYS, MOST_RUNS, retentionOf, wishOf, type Wish } from "./retention-model.js";
import { Section } from "./section.js";

/** How long runs are kept after their end. */
export function RetentionSection() {
  const t = useT();
  const kept = useRetention();
  return (
    <Section title={t("retention.title")} text={t("retention.text")}>
      {kept.isPending && <Waiting rows={2} />}
      {kept.error && <Failed error={kept.error} again={() => void kept.refetch()} />}
      {kept.data && (
        <ChangedBy who="retention.edit">
          <RetentionForm kept={kept.data} />
        </ChangedBy>
      )}
    </Section>
  );
}

function RetentionForm({ kept }: { kept: Retention }) {
  const t = useT();
  const set = useSetRetention();
  const [wish, setWish] = useState<Wish>(() => wishOf(kept));
  const wanted = retentionOf(wish);
  const same = JSON.stringify(wish) === JSON.stringify(wishOf(kept));
  const save = (next: Retention) =>
    set.mutate(next, { onSuccess: () => sayDone(t("common.saved")), onError: (error) => sayError(error, t) });
  const submit = () => {
    if (!wanted || same) return;
    if (!keepsLess(kept, wanted)) save(wanted);
    else
      confirmLoss(
        t,
        t("retention.less.title"),
        t("retention.less.text", {
          days: wanted.succeeded.days,
          count: wanted.succeeded.count,
          failed: wanted.failed.days,
          failedCount: wanted.failed.count,
        }),
        () => save(wanted),
        t("retention.less.button"),
      );
  };
  const field = (name: keyof Wish) => {
    const fault = faultOf(name, wish[name]);
    const most = name === "count" || name === "failedCount" ? MOST_RUNS : MOST_DAYS;
    return {
      value: wish[name],
      onChange: (value: string | number) => setWish({ ...wish, [name]: value }),
      error: fault && t("retention.bad", { most }),
      allowDecimal: false,
      allowNegative: false,
      clampBehavior: "none" as const,
      thousandSeparator: " ",
      inputWrapperOrder: order,
      styles: narrow,
      "data-testid": `retention-${name}`,
    };
  };
  return (
    <form
      noValidate
      data-testid="retention"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        <NumberInput label={t("retention.days")} {...field("days")} />
        <NumberInput label={t("retention.count")} description={t("retention.count.help")} {...field("count")} />
        <NumberInput label={t("retention.failed")} description={t("retention.failed.help")} {...field("failed")} />
        <NumberInput
          label={t("retention.failedCount")}
          description={t("retention.failedCount.help")}
          {...field("failedCount")}
        />
        <Text size="sm" c="dimmed">
          {t("retention.never")}
        </Text>
        <Group justify="flex-end">
          <Button type="submit" variant="default" disabled={same || !wanted} loading={set.isPending}>
            {t("common.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The number takes little room, what is said of it takes all there is. */
const narrow = { wrapper: { maxWidth: 200 } };
const order: ("label" | "input" | "description" | "error")[] = ["label", "input", "error", "description"];
