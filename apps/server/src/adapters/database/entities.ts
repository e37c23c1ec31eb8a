import { RestorationEntity, RestoredRunEntity } from "../../restored/restored.entities.js";
import {
  NoticeCursorEntity,
  NoticeEntity,
  NoticeRuleEntity,
  NoticeStateEntity,
} from "../../notices/notice.entities.js";
import { UploadEntity } from "../../uploads/upload.entity.js";
import { ApiKeyEntity } from "../../accounts/api-key.entity.js";
import { AuditEntryEntity } from "../../accounts/audit-entry.entity.js";
import { FormerMemberEntity, MembershipEntity } from "../../accounts/membership.entity.js";
import { LetterEntity } from "../../accounts/letters/letter.entity.js";
import { OneUseLinkEntity } from "../../accounts/one-use-link.entity.js";
import {
  PendingSignInEntity,
  RecoveryCodeEntity,
  SecondFactorEntity,
} from "../../accounts/second-factor/second-factor.entities.js";
import { PasskeyEntity } from "../../accounts/passkeys/passkey.entity.js";
import { SessionEntity } from "../../accounts/session.entity.js";
import { UserEntity } from "../../accounts/user.entity.js";
import { WorkspaceEntity } from "../../accounts/workspace.entity.js";
import { InvitationEntity } from "../../team/invitation.entity.js";
import { BrakeEntity } from "../../brakes/brake.entity.js";
import { CredentialEntity } from "../../credentials/credential.entity.js";
import { LabelEntity, WorkflowLabelEntity } from "../../labels/label.entities.js";
import { LeelooDeliveryEntity } from "../../events/leeloo-delivery.entity.js";
import { LeelooEventEntity } from "../../events/leeloo-event.entity.js";
import { LeelooHubEntity } from "../../events/leeloo-hub.entity.js";
import { FieldEntity } from "../../fields/field.entity.js";
import { HookEntity } from "../../hooks/hook.entity.js";
import { MissedOrderEntity, OrderCheckDayEntity, OrderCheckEntity } from "../../order-checks/order-check.entities.js";
import { PollBackfillEntity, PollEntity, PollEntryEntity } from "../../polls/poll.entities.js";
import { ErasedRunEntity } from "../../privacy/erased-run.entity.js";
import { ErasureEntity } from "../../privacy/erasure.entity.js";
import { PrivacyRulesEntity } from "../../privacy/privacy-rules.entity.js";
import { RetentionEntity } from "../../retention/retention.entity.js";
import { RunEventEntity } from "../../runs/run-event.entity.js";
import { RunJobEntity } from "../../runs/run-job.entity.js";
import { RunEntity } from "../../runs/run.entity.js";
import { ScheduleEntity, ScheduleGapEntity } from "../../schedules/schedule.entity.js";
import { IdentityEntity } from "../../oidc/identity.entity.js";
import { RunTroubleEntity, TroubleListenerEntity } from "../../troubles/trouble.entities.js";
import { VariableEntity } from "../../variables/variable.entity.js";
import { DocumentTriggerEntity } from "../../workflows/document-trigger.entity.js";
import { TriggerSampleEntity } from "../../workflows/trigger-sample.entity.js";
import { WorkflowDocumentEntity } from "../../workflows/workflow-document.entity.js";
import { WorkflowEntity } from "../../workflows/workflow.entity.js";
import { ClaimedEntryEntity, SentCallEntity } from "../doubts/doubts.entities.js";
import { AttentionEntity } from "../run-store/attention.entity.js";
import { DoubtEntity } from "../run-store/doubt.entity.js";
import { OnceClaimEntity } from "../once/once-claim.entity.js";
import { RatePoolEntity, RateTicketEntity, RateWaiterEntity } from "../rate-gate/pool.entity.js";
import { DataKeyEntity } from "../secrets/data-key.entity.js";

/** Every entity of the server. */
export const entities = [
  UserEntity,
  WorkspaceEntity,
  MembershipEntity,
  FormerMemberEntity,
  SessionEntity,
  OneUseLinkEntity,
  LetterEntity,
  SecondFactorEntity,
  RecoveryCodeEntity,
  PendingSignInEntity,
  PasskeyEntity,
  IdentityEntity,
  InvitationEntity,
  ApiKeyEntity,
  AuditEntryEntity,
  CredentialEntity,
  DataKeyEntity,
  VariableEntity,
  FieldEntity,
  WorkflowEntity,
  ScheduleEntity,
  ScheduleGapEntity,
  PollEntity,
  PollEntryEntity,
  PollBackfillEntity,
  OrderCheckEntity,
  OrderCheckDayEntity,
  MissedOrderEntity,
  RunTroubleEntity,
  TroubleListenerEntity,
  NoticeRuleEntity,
  NoticeCursorEntity,
  NoticeStateEntity,
  NoticeEntity,
  LabelEntity,
  WorkflowLabelEntity,
  WorkflowDocumentEntity,
  DocumentTriggerEntity,
  TriggerSampleEntity,
  HookEntity,
  RunEntity,
  RunEventEntity,
  UploadEntity,
  RetentionEntity,
  PrivacyRulesEntity,
  ErasureEntity,
  ErasedRunEntity,
  RunJobEntity,
  RatePoolEntity,
  RateTicketEntity,
  RateWaiterEntity,
  BrakeEntity,
  RestoredRunEntity,
  RestorationEntity,
  OnceClaimEntity,
  AttentionEntity,
  DoubtEntity,
  SentCallEntity,
  ClaimedEntryEntity,
  LeelooHubEntity,
  LeelooEventEntity,
  LeelooDeliveryEntity,
];
