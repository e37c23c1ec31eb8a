import { useState } from "react";
import { Button, Group, NumberInput, Popover, Select, Stack, Text } from "@mantine/core";
import { IconBolt } from "@tabler/icons-react";
import { sandboxFaultKinds, type SandboxFault, type SandboxFaultKind } from "@leeway/api";
import type { NodeDefinition } from "@leeway/engine";
import { useFailSandbox } from "../api/sandbox.js";
import { useT, useText } from "../ui/language.js";
import { sayDone, sayError } from "../ui/said.js";
import { calling, starred } from "./operations.js";

const inside = { withinPortal: false };

/** A rehearsal of bad days: what the next requests meet. */
export function FaultButton({ definitions }: { definitions: readonly NodeDefinition[] }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={360} withArrow trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          leftSection={<IconBolt size={16} aria-hidden />}
          onClick={() => setOpen(!open)}
          aria-expanded={open}
          data-testid="sandbox-faults"
        >
          {t("sandbox.faults")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {open && <FaultForm definitions={definitions} onDone={() => setOpen(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function FaultForm({ definitions, onDone }: { definitions: readonly NodeDefinition[]; onDone: () => void }) {
  const t = useT();
  const text = useText();
  const fail = useFailSandbox();
  const [kind, setKind] = useState<SandboxFaultKind>(500);
  const [type, setType] = useState("");
  const [times, setTimes] = useState<string | number>(1);
  const [seconds, setSeconds] = useState<string | number>(5);
  const request = definitions.find((definition) => definition.type === type)?.request;
  const fault: SandboxFault = {
    with: kind,
    times: Math.max(1, Number(times) || 1),
    ...(kind === "slow" && { ms: Math.round((Number(seconds) || 0) * 1000) }),
    ...(request && { match: { method: request.method, path: starred(request.path) } }),
  };
  const submit = () =>
    fail.mutate(fault, {
      onSuccess: () => {
        sayDone(t("sandbox.faults.set", { count: fault.times ?? 1 }));
        onDone();
      },
      onError: (error) => sayError(error, t),
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t("sandbox.faults.text")}
        </Text>
        <Select
          label={t("sandbox.faults.what")}
          data={sandboxFaultKinds.map((one) => ({ value: String(one), label: t(`sandbox.fault.${one}`) }))}
          value={String(kind)}
          onChange={(value) => setKind(sandboxFaultKinds.find((one) => String(one) === value) ?? kind)}
          allowDeselect={false}
          comboboxProps={inside}
          data-testid="fault-kind"
        />
        <Select
          label={t("sandbox.faults.where")}
          placeholder={t("sandbox.faults.any")}
          data={calling(definitions).map((one) => ({ value: one.type, label: text(one.title) }))}
          value={type || null}
          onChange={(value) => setType(value ?? "")}
          clearable
          searchable
          comboboxProps={inside}
        />
        <Group grow align="flex-end">
          <NumberInput
            label={t("sandbox.faults.times")}
            value={times}
            onChange={setTimes}
            min={1}
            max={10_000}
            allowDecimal={false}
          />
          {kind === "slow" && (
            <NumberInput label={t("sandbox.faults.seconds")} value={seconds} onChange={setSeconds} min={0} max={600} />
          )}
        </Group>
        <Button type="submit" loading={fail.isPending} data-testid="fault-set">
          {t("sandbox.faults.button")}
        </Button>
      </Stack>
    </form>
  );
}
