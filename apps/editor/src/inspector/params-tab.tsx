import { Fragment } from "react";
import { Alert, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { credentialNeed } from "@leeway/engine";
import { CallbackNote } from "../callback/callback-note.js";
import { waitsForCall } from "../callback/callback-path.js";
import { LatestEvents } from "../events/latest-events.js";
import { TriggerAddress } from "../events/trigger-address.js";
import { EVENT_TRIGGER } from "../events/who.js";
import { FORM_TRIGGER, FormBox } from "../form/form-box.js";
import { PollState } from "../polls/poll-state.js";
import { POLL_TRIGGER } from "../polls/poll-trigger.js";
import { SCHEDULE_TRIGGER, ScheduleState } from "../schedule/schedule-state.js";
import { Allowed } from "../ui/allowed.js";
import { Editable } from "./editable.js";
import { useT } from "../ui/language.js";
import { WEBHOOK_TRIGGER, WebhookBox } from "../webhook/webhook-box.js";
import { CredentialField } from "./credential-field.js";
import { ParamField } from "./fields/param-field.js";
import { SampleBox } from "./sample-box.js";
import { shownParams } from "./shown.js";
import { useStep } from "./step-context.js";

/** What the step does. */
export function ParamsTab() {
  const t = useT();
  const { node, definition, problems } = useStep();
  const params = shownParams(definition, node.params).filter(({ advanced }) => !advanced);
  // Who sends is asked first: what has to be done there hangs on it.
  const lastOfSender =
    node.type === WEBHOOK_TRIGGER
      ? params.findLastIndex(({ name, showIf }) => name === "auth" || showIf?.param === "auth")
      : undefined;
  const trigger = definition.kind === "trigger";
  // Where a param says whether there is one, it stands below that param.
  const asksFirst = definition.credential?.showIf?.param;
  const credential = credentialNeed(definition, node.params) && (
    <CredentialField problems={problems.filter(({ code }) => code.startsWith("node.credential"))} />
  );
  const bare = params.length === 0 && !definition.credential && !trigger;
  return (
    <Stack gap="md">
      <StepProblems />
      <Allowed to="addresses.view">{node.type === EVENT_TRIGGER && <TriggerAddress />}</Allowed>
      {node.type === SCHEDULE_TRIGGER && <ScheduleState />}
      {node.type === POLL_TRIGGER && <PollState />}
      {!asksFirst && <Editable>{credential}</Editable>}
      {params.map((param, index) => (
        <Fragment key={param.name}>
          <Editable>
            <ParamField param={param} />
            {param.name === asksFirst && credential}
          </Editable>
          {index === 0 && waitsForCall(node) && <CallbackNote />}
          <Allowed to="addresses.view">{index === lastOfSender && <WebhookBox />}</Allowed>
        </Fragment>
      ))}
      {bare && (
        <Text size="sm" c="dimmed">
          {t("inspector.noParams")}
        </Text>
      )}
      <Allowed to="addresses.view">{node.type === FORM_TRIGGER && <FormBox />}</Allowed>
      <Allowed to="workflows.edit">
        {node.type === EVENT_TRIGGER && <LatestEvents />}
        {trigger && <SampleBox />}
      </Allowed>
    </Stack>
  );
}

/** Problems of the step as a whole, and of params that it no longer has. */
function StepProblems() {
  const { problems, definition, say } = useStep();
  const whole = problems.filter(
    ({ code, param, edgeId }) =>
      !code.startsWith("node.credential") && edgeId === undefined && (param === undefined || code === "param.unknown"),
  );
  if (whole.length === 0 || !definition) return null;
  return (
    <Alert color="orange" variant="light" icon={<IconAlertTriangle aria-hidden />} p="xs">
      {whole.map((problem, index) => (
        <Text key={index} size="sm">
          {say(problem)}
        </Text>
      ))}
    </Alert>
  );
}
