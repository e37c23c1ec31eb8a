import { First1763690000001 } from "./0001-first.js";
import { RatePools1763690000002 } from "./0002-rate-pools.js";
import { RunLists1763690000003 } from "./0003-run-lists.js";
import { LeelooEvents1763690000004 } from "./0004-leeloo-events.js";
import { EventsOfTheSandbox1763690000005 } from "./0005-events-of-the-sandbox.js";
import { TestedCredentials1763690000006 } from "./0006-tested-credentials.js";
import { ItemsOfLoops1763690000007 } from "./0007-items-of-loops.js";
import { Once1763690000008 } from "./0008-once.js";
import { LinesOfRuns1763690000009 } from "./0009-lines-of-runs.js";
import { LanesAndBrakes1763690000010 } from "./0010-lanes-and-brakes.js";
import { Retention1763690000011 } from "./0011-retention.js";
import { Doubts1763690000012 } from "./0012-doubts.js";
import { RunJobs1763690000013 } from "./0013-run-jobs.js";
import { Attention1763690000014 } from "./0014-attention.js";
import { Schedules1763690000015 } from "./0015-schedules.js";
import { ParkedAndChildren1763690000016 } from "./0016-parked-and-children.js";
import { DocumentTriggers1763690000017 } from "./0017-document-triggers.js";
import { Troubles1763690000018 } from "./0018-troubles.js";
import { Polls1763690000019 } from "./0019-polls.js";
import { PollBackfills1763690000020 } from "./0020-poll-backfills.js";
import { Notices1763690000021 } from "./0021-notices.js";
import { Uploads1763690000022 } from "./0022-uploads.js";
import { OrderChecks1763690000023 } from "./0023-order-checks.js";
import { StartedEntries1763690000024 } from "./0024-started-entries.js";
import { DailyChecks1763690000025 } from "./0025-daily-checks.js";
import { OneUseLinks1763690000026 } from "./0026-one-use-links.js";
import { Invitations1763690000027 } from "./0027-invitations.js";
import { LastSavers1763690000028 } from "./0028-last-savers.js";
import { DevicesOfSessions1763690000029 } from "./0029-devices-of-sessions.js";
import { KeysWithRoles1763690000030 } from "./0030-keys-with-roles.js";
import { PrivacyRules1763690000031 } from "./0031-privacy-rules.js";
import { Labels1763690000032 } from "./0032-labels.js";
import { Restored1763690000033 } from "./0033-restored.js";
import { SecondFactors1763690000034 } from "./0034-second-factors.js";
import { AuditLog1763690000035 } from "./0035-audit-log.js";
import { Erasures1763690000036 } from "./0036-erasures.js";
import { Passkeys1763690000037 } from "./0037-passkeys.js";
import { DeletedWorkspaces1763690000038 } from "./0038-deleted-workspaces.js";
import { Identities1763690000039 } from "./0039-identities.js";
import { SecretsToEnter1763690000040 } from "./0040-secrets-to-enter.js";
import { Fingerprints1763690000041 } from "./0041-fingerprints.js";
import { EndsOfSessions1763690000042 } from "./0042-ends-of-sessions.js";
import { RestingKeys1763690000043 } from "./0043-resting-keys.js";
import { KeptDrafts1763690000044 } from "./0044-kept-drafts.js";
import { Letters1763690000045 } from "./0045-letters.js";
import { RenewedKeys1763690000046 } from "./0046-renewed-keys.js";
import { FormerMembers1763690000047 } from "./0047-former-members.js";
import { LivesOfKeys1763700000048 } from "./0048-lives-of-keys.js";
import { WaitsOfRuns1763700000049 } from "./0049-waits-of-runs.js";
import { EventsInLists1763700000050 } from "./0050-events-in-lists.js";
import { AskedRuns1763700000051 } from "./0051-asked-runs.js";
import { FailedRunsByCount1763700000052 } from "./0052-failed-runs-by-count.js";
import { LeftRuns1763700000053 } from "./0053-left-runs.js";
import { Doubts1763700000054 } from "./0054-doubts.js";

/** Every migration in order. */
export const migrations = [
  First1763690000001,
  RatePools1763690000002,
  RunLists1763690000003,
  LeelooEvents1763690000004,
  EventsOfTheSandbox1763690000005,
  TestedCredentials1763690000006,
  ItemsOfLoops1763690000007,
  Once1763690000008,
  LinesOfRuns1763690000009,
  LanesAndBrakes1763690000010,
  Retention1763690000011,
  Doubts1763690000012,
  RunJobs1763690000013,
  Attention1763690000014,
  Schedules1763690000015,
  ParkedAndChildren1763690000016,
  DocumentTriggers1763690000017,
  Troubles1763690000018,
  Polls1763690000019,
  PollBackfills1763690000020,
  Notices1763690000021,
  Uploads1763690000022,
  OrderChecks1763690000023,
  StartedEntries1763690000024,
  DailyChecks1763690000025,
  OneUseLinks1763690000026,
  Invitations1763690000027,
  LastSavers1763690000028,
  DevicesOfSessions1763690000029,
  KeysWithRoles1763690000030,
  PrivacyRules1763690000031,
  Labels1763690000032,
  Restored1763690000033,
  SecondFactors1763690000034,
  AuditLog1763690000035,
  Erasures1763690000036,
  Passkeys1763690000037,
  DeletedWorkspaces1763690000038,
  Identities1763690000039,
  SecretsToEnter1763690000040,
  Fingerprints1763690000041,
  EndsOfSessions1763690000042,
  RestingKeys1763690000043,
  KeptDrafts1763690000044,
  Letters1763690000045,
  RenewedKeys1763690000046,
  FormerMembers1763690000047,
  LivesOfKeys1763700000048,
  WaitsOfRuns1763700000049,
  EventsInLists1763700000050,
  AskedRuns1763700000051,
  FailedRunsByCount1763700000052,
  LeftRuns1763700000053,
  Doubts1763700000054,
] as const;
