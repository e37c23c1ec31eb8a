import type { NodeRunner, Runners } from "@leeway/engine";
import { httpRequestRunner } from "./http/request.run.js";
import { catalogue, definitions } from "./index.js";
import { leelooRunner } from "./leeloo/leeloo.run.js";
import { leelooCheck } from "./leeloo/settle.js";
import { codeRunner } from "./logic/code.run.js";
import { ifRunner } from "./logic/if.run.js";
import { mergeRunner } from "./logic/merge.run.js";
import { onceRunner } from "./logic/once.run.js";
import { respondRunner } from "./logic/respond.run.js";
import { setRunner } from "./logic/set.run.js";
import { stopRunner } from "./logic/stop.run.js";
import { switchRunner } from "./logic/switch.run.js";
import { waitRunner } from "./logic/wait.run.js";
import { workflowRunner } from "./logic/workflow.run.js";
import { emailRunners } from "./email/email.run.js";
import { googleSheetsRunners } from "./google-sheets/google-sheets.run.js";
import { telegramRunners } from "./telegram/telegram.run.js";

const own: NodeRunner[] = [
  ifRunner,
  switchRunner,
  waitRunner,
  onceRunner,
  setRunner,
  mergeRunner,
  codeRunner,
  workflowRunner,
  respondRunner,
  stopRunner,
  httpRequestRunner,
  ...emailRunners,
  ...telegramRunners,
  ...googleSheetsRunners,
];
const performed = leelooRunner(catalogue);
const leeloo = definitions
  .filter(({ type }) => type.startsWith("leeloo."))
  .map(({ type }): NodeRunner => ({ ...performed, ...leelooCheck(type), type }));

/** Every runner by its type; triggers need none, and loops are done by the engine. */
export const runners: Runners = new Map([...own, ...leeloo].map((runner) => [runner.type, runner]));
