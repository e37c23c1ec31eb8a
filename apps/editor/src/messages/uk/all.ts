import type { Messages } from "../en/all.js";
import { notices } from "./notices.js";
import { account } from "./account.js";
import { signIn } from "./sign-in.js";
import { shell } from "./shell.js";
import { team } from "./team.js";
import { pages } from "./pages.js";
import { expression } from "./expression.js";
import { inspector } from "./inspector.js";
import { choices } from "./choices.js";
import { canvas } from "./canvas.js";
import { runs } from "./runs.js";
import { people } from "./people.js";
import { events } from "./events.js";
import { rehearsal } from "./rehearsal.js";
import { form } from "./form.js";
import { goingLive } from "./going-live.js";
import { templates } from "./templates.js";
import { loops } from "./loops.js";
import { brakes } from "./brakes.js";
import { access } from "./access.js";
import { audit } from "./audit.js";
import { attention } from "./attention.js";
import { restored } from "./restored.js";
import { replay } from "./replay.js";
import { workflowSettings } from "./workflow-settings.js";
import { missed } from "./missed.js";
import { polls } from "./polls.js";
import { schedule } from "./schedule.js";
import { time } from "./time.js";
import { together } from "./together.js";
import { versions } from "./versions.js";
import { carry } from "./carry.js";
import { webhook } from "./webhook.js";

export const uk: Messages = {
  ...shell,
  ...team,
  ...signIn,
  ...account,
  ...pages,
  ...expression,
  ...notices,
  ...inspector,
  ...choices,
  ...canvas,
  ...runs,
  ...people,
  ...events,
  ...rehearsal,
  ...form,
  ...goingLive,
  ...templates,
  ...loops,
  ...brakes,
  ...access,
  ...audit,
  ...attention,
  ...replay,
  ...restored,
  ...workflowSettings,
  ...missed,
  ...polls,
  ...schedule,
  ...time,
  ...versions,
  ...together,
  ...webhook,
  ...carry,
};
