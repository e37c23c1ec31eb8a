import { Text, UnstyledButton } from "@mantine/core";
import { IconChevronDown, IconChevronRight } from "@tabler/icons-react";
import { ownOf, type LoopState, type StepState } from "@leeway/engine";
import { useT } from "../../ui/language.js";
import { LoopBar } from "./loop-bar.js";
import { useLoopRest } from "./loop-wait.js";
import { useNow, WaitsFor } from "../story/words.js";
import { LoopItems, type LoopItemsProps } from "./loop-items.js";
import { useLookedItems } from "./looked-items.js";
import css from "./loops.module.css";

const MOMENT_MS = 5_000;

export const isLoop = (step: StepState): step is StepState & { loop: LoopState } => step.loop !== undefined;

function LoopWait({ step }: { step: StepState & { loop: LoopState } }) {
  const t = useT();
  const rest = useLoopRest(step);
  const wait = rest?.waitingFor;
  const now = useNow(wait !== null && wait !== undefined);
  if (rest?.status === "needs_attention")
    return (
      <Text role="status" size="sm" data-testid={`loop-waits-${step.key}`}>
        {t("loop.needsYou")}
      </Text>
    );
  if (!wait) return null;
  const until = wait.until === null ? null : Date.parse(wait.until);
  // An item that waits for a moment is a loop at work: its bar moves on before anybody has read this.
  if (until !== null && until < now + MOMENT_MS) return null;
  return (
    <div role="status" data-testid={`loop-waits-${step.key}`}>
      <WaitsFor step={{ waitingFor: wait.reason, until }} />
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
