import { Anchor, Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { Link } from "react-router";
import { ownOf, type LoopState, type StepState } from "@leeway/engine";
import { useT } from "../../ui/language.js";
import { LoopBar } from "./loop-bar.js";
import { useLoopRest, useLoopWait } from "./loop-wait.js";
import { WaitsFor } from "../story/words.js";
import { LoopItems, type LoopItemsProps } from "./loop-items.js";
import { useLookedItems } from "./looked-items.js";
import css from "./loops.module.css";

export const isLoop = (step: StepState): step is StepState & { loop: LoopState } => step.loop !== undefined;

function LoopWait({ step }: { step: StepState & { loop: LoopState } }) {
  const t = useT();
  const rest = useLoopRest(step);
  const wait = useLoopWait(step);
  if (rest?.status === "needs_attention")
    return (
      <Text role="status" size="sm" data-testid={`loop-waits-${step.key}`}>
        {t("loop.needsYou")}
      </Text>
    );
  if (!rest || !wait) return null;
  const until = wait.until === null ? null : Date.parse(wait.until);
  return (
    <div role="status" data-testid={`loop-waits-${step.key}`}>
      <WaitsFor step={{ waitingFor: wait.reason, until }} />
      {wait.reason === "approval" && (
        <Anchor component={Link} to={`/attention?workflow=${encodeURIComponent(rest.workflowId)}`} size="sm">
          {t("loop.decide")}
        </Anchor>
      )}
    </div>
  );
}

/** What a loop's step shows besides what every step does: how far it is, and its items. */
export function LoopPart({ shut = false, ...props }: LoopItemsProps & { shut?: boolean }) {
  const t = useT();
  const { runId, step } = props;
  const looked = useLookedItems(({ items }) => items.some((item) => item.runId === runId && item.loopKey === step.key));
  const chosen = useLookedItems(({ lists }) => ownOf(lists, step.key));
  const openList = useLookedItems((state) => state.openList);
  const open = chosen ?? (!shut || looked);
  const Sign = open ? IconChevronDown : IconChevronRight;
  return (
    <div className={css.part}>
      <LoopBar step={props.step} credentialOf={props.facts.credential} />
      <LoopWait step={props.step} />
      {props.step.loop.count > 0 && (
        <UnstyledButton
          className={css.more}
          aria-expanded={open}
          data-testid={`show-items-${props.step.key}`}
          onClick={() => openList(step.key, !open)}
        >
          <Sign size={14} aria-hidden /> {t("items.title")}
        </UnstyledButton>
      )}
      {open && props.step.loop.count > 0 && <LoopItems {...props} />}
    </div>
  );
}
