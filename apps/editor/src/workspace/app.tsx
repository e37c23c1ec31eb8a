import { Suspense } from "react";
import { Center } from "@mantine/core";
import { Navigate, Route, Routes } from "react-router";
import { useAuthState, useMe } from "../api/account.js";
import { isShutOut } from "../api/workspaces.js";
import { Failed, WaitingPage } from "../ui/states.js";
import { SetupPage } from "../sign-in/setup-page.js";
import { SecondStepPage } from "../sign-in/second-step-page.js";
import { SignInPage } from "../sign-in/sign-in-page.js";
import { Shell } from "./shell.js";
import { fetchPage, page } from "./page.js";
import { OwnLanguage } from "./own-language.js";
import { WorkflowsPage } from "./workflows-page.js";
import { NotFoundPage } from "./not-found.js";

const CallbackPage = page(() => import("../sign-in/callback-page.js"));
const ResetPasswordPage = page(() => import("../sign-in/reset-password-page.js"));
const InvitationPage = page(() => import("../team/invitation-page.js"));
const EditorPage = page(() => import("./editor-page.js"));
const VersionsView = page(() => import("../versions/versions-view.js"));
const TemplatesPage = page(() => import("../templates/templates-page.js"));
const RunsPage = page(() => import("../runs/runs-page.js"));
const RunPage = page(() => import("../runs/run-page.js"));
const RestoredPage = page(() => import("../restored/restored-page.js"));
const AttentionPage = page(() => import("../attention/attention-page.js"));
const PersonPage = page(() => import("../people/person-page.js"));
const EventsPage = page(() => import("../events/events-page.js"));
const SandboxPage = page(() => import("./sandbox-page.js"));
const DataPage = page(() => import("./data-page.js"));
const CredentialsPage = page(() => import("./credentials-page.js"));
const SignedInPage = page(() => import("../credentials/signed-in-page.js"));
const LimitsPage = page(() => import("../limits/limits-page.js"));
const TeamPage = page(() => import("../team/team-page.js"));
const NewWorkspacePage = page(() => import("../team/new-workspace.js"));
const FactorNeededPage = page(() => import("../sign-in/factor-needed-page.js"));
const ShutOutPage = page(() => import("../team/shut-out.js"));
const AccountPage = page(() => import("../account/account-page.js"));
const AuditPage = page(() => import("../audit/audit-page.js"));
const SettingsPage = page(() => import("./settings-page.js"));

/** What is shown inside, at which address. */
const places = (
  <>
    <Route index element={<Navigate to="/workflows" replace />} />
    <Route path="workflows" element={<WorkflowsPage />} />
    <Route path="workflows/templates" element={<TemplatesPage />} />
    <Route path="workflows/:id" element={<EditorPage />}>
      <Route path="versions" element={<VersionsView />} />
    </Route>
    <Route path="runs" element={<RunsPage />} />
    <Route path="runs/:id" element={<RunPage />} />
    <Route path="restored" element={<RestoredPage />} />
    <Route path="attention" element={<AttentionPage />} />
    <Route path="people/:id" element={<PersonPage />} />
    <Route path="events" element={<EventsPage />} />
    <Route path="leeloo" element={<SandboxPage />} />
    <Route path="data" element={<DataPage />} />
    <Route path="credentials" element={<CredentialsPage />} />
    <Route path="oauth/callback" element={<SignedInPage />} />
    <Route path="limits" element={<LimitsPage />} />
    <Route path="team" element={<TeamPage />} />
    <Route path="workspaces/new" element={<NewWorkspacePage />} />
    <Route path="account" element={<AccountPage />} />
    <Route path="settings" element={<SettingsPage />} />
    <Route path="settings/audit" element={<AuditPage />} />
    <Route path="*" element={<NotFoundPage />} />
  </>
);
fetchPage(places);

/** Links that were handed to somebody open for everybody, signed in or not. */
export function App() {
  return (
    <Suspense fallback={<WaitingPage />}>
      <Routes>
        <Route path="sign-in/callback" element={<CallbackPage />} />
        <Route path="reset-password" element={<ResetPasswordPage />} />
        <Route path="invitation" element={<InvitationPage />} />
        <Route path="*" element={<Door />} />
      </Routes>
    </Suspense>
  );
}

/** Who is here decides what is shown: the first start, signing in, or the workspace. */
function Door() {
  const auth = useAuthState();
  if (auth.isPending) return <WaitingPage />;
  if (auth.error) return <Nothing error={auth.error} again={() => void auth.refetch()} />;
  if (auth.data.setupNeeded) return <SetupPage />;
  if (!auth.data.signedIn && auth.data.step) return <SecondStepPage step={auth.data.step} />;
  if (!auth.data.signedIn) return <SignInPage auth={auth.data} />;
  return <Inside />;
}

function Nothing({ error, again }: { error: unknown; again: () => void }) {
  return (
    <Center h="100%">
      <Failed error={error} again={again} />
    </Center>
  );
}

/** Nothing is asked for before it is known in which workspace this tab is. */
function Inside() {
  const me = useMe();
  if (isShutOut(me.error)) return <ShutOutPage error={me.error} />;
  if (!me.data) return me.error ? <Nothing error={me.error} again={() => void me.refetch()} /> : <WaitingPage />;
  if (me.data.secondStepMissing) return <FactorNeededPage me={me.data} />;
  return (
    <OwnLanguage own={me.data.user.locale}>
      <Routes>
        <Route element={<Shell me={me.data} />}>{places}</Route>
      </Routes>
    </OwnLanguage>
  );
}
