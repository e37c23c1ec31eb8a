import { useId, useMemo, useState } from "react";
import { Group, Input, NumberInput, Radio, Stack, Switch } from "@mantine/core";
import { concurrencyPolicies } from "@leeway/engine";
import { useCatalogue } from "../document/catalogue.js";
import { useEditor } from "../document/store.js";
import { ExpressionInput } from "../expression/expression-input.js";
import { PreviewProvider } from "../expression/preview-context.js";
import { useWorld } from "../expression/use-world.js";
import { useT } from "../ui/language.js";
import { keyWorld } from "./key-world.js";
import { Place } from "./place.js";
import { firstConcurrency, setConcurrency, setSettings, type Concurrency } from "./settings.js";
import { useSettingProblems } from "./setting-problems.js";

/** More than any limit makes sense for; the engine takes it for “as many as come”. */
const MOST_RUNS = 100_000;

/** How many runs there may be at a time, which of them go one after another, and what becomes of those without room. */
export function ConcurrencyFields() {
  const t = useT();
  const run = useEditor((state) => state.run);
  const concurrency = useEditor(({ document }) => document.settings.concurrency);
  // Switched off and on again in one sitting, what was chosen comes back.
  const [last, setLast] = useState<Concurrency>(firstConcurrency);
  return (
    <Stack gap="md">
      <Switch
        label={t("wsettings.concurrency")}
        description={t("wsettings.concurrency.help")}
        checked={concurrency !== undefined}
        data-testid="setting-concurrency"
        onChange={({ currentTarget }) => {
          if (concurrency) setLast(concurrency);
          run(setSettings({ concurrency: currentTarget.checked ? last : undefined }));
        }}
      />
      {concurrency && (
        <>
          <Place param="settings.concurrency.limit">
            <LimitField limit={concurrency.limit} />
          </Place>
          <Place param="settings.concurrency.key">
            <KeyField value={concurrency.key ?? ""} />
          </Place>
          <Place param="settings.concurrency.policy">
            <PolicyField policy={concurrency.policy} />
          </Place>
        </>
      )}
    </Stack>
  );
}

/** The number takes little room, what is said of it takes all there is. */
const narrow = { wrapper: { maxWidth: 160 } };

function LimitField({ limit }: { limit: number }) {
  const t = useT();
  const run = useEditor((state) => state.run);
  const { said } = useSettingProblems("settings.concurrency.limit");
  // A field that is being rewritten is empty for a moment; the document keeps its number until there is a new one.
  const [empty, setEmpty] = useState(false);
  return (
    <NumberInput
      label={t("wsettings.limit")}
      error={said}
      value={empty ? "" : limit}
      allowDecimal={false}
      allowNegative={false}
      isAllowed={({ floatValue = 0 }) => floatValue <= MOST_RUNS}
      clampBehavior="none"
      styles={narrow}
      onChange={(value) => {
        setEmpty(typeof value !== "number");
        if (typeof value === "number") run(setConcurrency({ limit: value }), "settings.limit");
      }}
      onBlur={() => setEmpty(false)}
    />
  );
}

/** The key with what the trigger brings in scope: only triggers have run when a run asks for its place. */
function KeyField({ value }: { value: string }) {
  const t = useT();
  const run = useEditor((state) => state.run);
  const catalogue = useCatalogue();
  const trigger = useEditor(
    ({ document }) => document.nodes.find(({ type }) => catalogue.get(type)?.kind === "trigger")?.id,
  );
  const around = useWorld(trigger ?? "");
  const world = useMemo(() => keyWorld(around), [around]);
  const label = t("wsettings.key");
  const { said, faults } = useSettingProblems("settings.concurrency.key", label);
  const id = useId();
  return (
    <div>
      <Group mih={26}>
        <Input.Label labelElement="div">{label}</Input.Label>
      </Group>
      <Input.Description id={`${id}-help`} mb={4}>
        {t("wsettings.key.help")}
      </Input.Description>
      <PreviewProvider value={world}>
        <ExpressionInput
          label={label}
          value={value}
          onChange={(key) => run(setConcurrency({ key }), "settings.key")}
          single
          faults={faults}
          invalid={said !== undefined}
          placeholder={t("wsettings.key.placeholder")}
          describedBy={said === undefined ? `${id}-help` : `${id}-help ${id}-problems`}
        />
      </PreviewProvider>
      {said !== undefined && (
        <Input.Error id={`${id}-problems`} role="status" mt={4}>
          {said}
        </Input.Error>
      )}
    </div>
  );
}

function PolicyField({ policy }: Pick<Concurrency, "policy">) {
  const t = useT();
  const run = useEditor((state) => state.run);
  const { said } = useSettingProblems("settings.concurrency.policy");
  return (
    <Radio.Group
      label={t("wsettings.policy")}
      error={said}
      value={policy}
      onChange={(word) => {
        const chosen = concurrencyPolicies.find((one) => one === word);
        if (chosen) run(setConcurrency({ policy: chosen }));
      }}
    >
      <Stack gap="xs" mt="xs">
        {(["queue", "skip", "cancelOld"] as const).map((one) => (
          <Radio
            key={one}
            value={one}
            label={t(`wsettings.policy.${one}`)}
            description={t(`wsettings.policy.${one}.help`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
