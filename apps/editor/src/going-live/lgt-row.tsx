import { useMemo, useState } from "react";
import { Button, Group, Input, InputBase, List, Stack, Text } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import type { Credential } from "@leeway/api";
import type { ParamDefinition } from "@leeway/engine";
import type { Choice } from "../api/choices.js";
import { useUsers } from "../api/usage.js";
import { useSaveVariables, useVariableList } from "../api/workspace.js";
import { useCatalogue } from "../document/catalogue.js";
import { nameOf } from "../document/names.js";
import { useEditor } from "../document/store.js";
import { ChoicePicker } from "../inspector/choices/choice-picker.js";
import { StepProvider } from "../inspector/step-context.js";
import { useLanguage, useT, useText } from "../ui/language.js";
import { sayError } from "../ui/said.js";
import css from "./going-live.module.css";
import { parentsOf, withLgt, withVariable, type LgtPlace, type LgtTarget } from "./lgt-targets.js";

interface RowProps {
  workflowId: string;
  account: Credential;
  target: LgtTarget & { kind: "param" | "variable" };
  chosen: boolean;
}

/** Chooses one LGT, and says what that will change before it does. */
export function LgtRow({ workflowId, account, target, chosen }: RowProps) {
  const t = useT();
  const { locale } = useLanguage();
  const catalogue = useCatalogue();
  const run = useEditor((state) => state.run);
  const variables = useVariableList();
  const save = useSaveVariables();
  const [picked, setPicked] = useState<Readonly<Record<string, Choice>>>({});
  const variable = target.kind === "variable" ? target.variable : undefined;
  const users = useUsers("variables", variable);
  const others = (users.data ?? []).filter(({ id }) => id !== workflowId).map(({ name }) => name);
  const [place] = target.places;
  if (!place) return null;
  const parents = parentsOf(place);
  const lgt = picked[place.param.name];
  const steps = target.places.map(({ node }) => nameOf(node, catalogue, locale)).join(", ");
  const use = async (intoSteps: boolean) => {
    if (!lgt) return;
    const { [place.param.name]: _lgt, ...over } = picked;
    try {
      if (variable !== undefined && !intoSteps) {
        // One value is changed, whatever somebody did to the others meanwhile.
        const { data } = await variables.refetch({ throwOnError: true });
        if (data) await save.mutateAsync({ ...data, items: withVariable(data.items, variable, lgt.value) });
      }
      run(withLgt(target, { lgt, parents: over }, intoSteps));
      setPicked({});
    } catch (error) {
      sayError(error, t);
    }
  };
  return (
    <Stack gap={6} data-testid={`live-lgt-${target.key}`} data-chosen={chosen}>
      <Text size="sm">
        {variable === undefined ? t("live.lgt.step", { step: steps }) : t("live.lgt.variable", { variable, steps })}
      </Text>
      {[...parents, place.param].map((param, index, all) => (
        <Pick
          key={param.name}
          {...{ workflowId, account, place, param, picked }}
          disabled={index > 0 && !picked[all[index - 1]?.name ?? ""]}
          onPick={(choice) =>
            setPicked({ ...(index > 0 && Object.fromEntries(before(picked, all, index))), [param.name]: choice })
          }
        />
      ))}
      {lgt && (
        <>
          <Text size="sm" fw={600}>
            {t("live.lgt.will")}
          </Text>
          <List size="sm" spacing={2} data-testid="live-lgt-will">
            <List.Item>
              {variable === undefined
                ? t("live.lgt.will.step", { step: steps, lgt: lgt.label })
                : t("live.lgt.will.variable", { variable, lgt: lgt.label })}
            </List.Item>
            {variable !== undefined && <List.Item>{t("live.lgt.will.tunnel", { steps })}</List.Item>}
            {others.length > 0 && (
              <List.Item c="var(--mantine-color-orange-text)">
                {t("live.lgt.will.others", { count: others.length, names: others.join(", ") })}
              </List.Item>
            )}
          </List>
          <Group gap={6}>
            <Button
              size="xs"
              loading={save.isPending}
              // What others would notice is said first.
              disabled={variable !== undefined && (!variables.data || users.isPending)}
              onClick={() => void use(false)}
            >
              {t("live.lgt.use")}
            </Button>
            {others.length > 0 && (
              <Button size="xs" variant="default" onClick={() => void use(true)}>
                {t("live.lgt.here")}
              </Button>
            )}
          </Group>
        </>
      )}
    </Stack>
  );
}

/** What was picked further up stays; what hangs on the new choice is picked anew. */
const before = (picked: Readonly<Record<string, Choice>>, all: readonly ParamDefinition[], index: number) =>
  all.slice(0, index).flatMap(({ name }): [string, Choice][] => {
    const choice = picked[name];
    return choice ? [[name, choice]] : [];
  });

interface PickProps {
  workflowId: string;
  account: Credential;
  place: LgtPlace;
  param: ParamDefinition;
  picked: Readonly<Record<string, Choice>>;
  disabled: boolean;
  onPick: (choice: Choice) => void;
}

/** The inspector's own list, asked with the real account before the step has it. */
function Pick({ workflowId, account, place, param, picked, disabled, onPick }: PickProps) {
  const text = useText();
  const t = useT();
  const world = useMemo(() => {
    const params = Object.fromEntries(Object.entries(picked).map(([name, { value }]) => [name, value]));
    const node = { ...place.node, credential: account.id, params: { ...place.node.params, ...params } };
    const quiet = { problems: [], shy: true, timezone: "UTC", say: () => "", set: () => {} };
    return { workflowId, node, definition: place.definition, ...quiet };
  }, [workflowId, place, account.id, picked]);
  const title = text(param.title);
  const choice = picked[param.name];
  return (
    <StepProvider value={world}>
      <ChoicePicker param={param} label={title} chosen={new Set(choice && [choice.value])} onChoose={onPick}>
        {({ open, toggle }) => (
          <InputBase
            component="button"
            type="button"
            pointer
            size="sm"
            label={title}
            disabled={disabled}
            className={css.pick ?? ""}
            aria-label={choice ? `${title}: ${choice.label}` : title}
            aria-haspopup="listbox"
            aria-expanded={open}
            onClick={({ currentTarget }) => {
              // The list opens below: there has to be room for it.
              if (!open) currentTarget.scrollIntoView({ block: "start" });
              toggle();
            }}
            rightSection={<IconChevronDown size={14} aria-hidden />}
            rightSectionPointerEvents="none"
          >
            {choice ? (
              <Text span size="sm" truncate="end" display="block">
                {choice.label}
              </Text>
            ) : (
              <Input.Placeholder>{t("live.lgt.pick")}</Input.Placeholder>
            )}
          </InputBase>
        )}
      </ChoicePicker>
    </StepProvider>
  );
}
