/** The contract's resources put together. */
import { accountSettings } from "./account-settings/account-settings.ts";
import { api } from "./api.ts";
import { apiKeys } from "./api-keys.ts";
import { saveAllowance } from "./allowance.ts";
import { auditLog } from "./audit-log.ts";
import { approvals } from "./approvals.ts";
import { attention } from "./attention.ts";
import { goneDocuments } from "./gone-documents.ts";
import { connecting } from "./connect.ts";
import { connectingCrm } from "./connect-crm.ts";
import { connectionCommands } from "./connection-commands.ts";
import { connections } from "./connections.ts";
import { crm } from "./crm.ts";
import { doctor } from "./doctor.ts";
import { documents } from "./documents.ts";
import { enrollments } from "./enrollments.ts";
import { links } from "./links.ts";
import { changes } from "./changes.ts";
import { account, me, overview } from "./session.ts";
import { members } from "./members.ts";
import { notifications } from "./notifications.ts";
import { ownRecords } from "./own-records.ts";
import { performance } from "./performance.ts";
import { recordSearch } from "./record-search.ts";
import { records } from "./records.ts";
import { setup } from "./setup.ts";
import { unbilled } from "./unbilled.ts";
import { pickers } from "./pickers.ts";
import { alerts } from "./workflow-runs.ts";
import { crmApp } from "./crm-app.ts";
import { webhookReceivers } from "./webhook-receivers.ts";
import { webhookSecret } from "./webhook-secret.ts";
import { workflows } from "./workflows.ts";
import { workspaces } from "./workspaces.ts";

export const router = api.router({
  me,
  account,
  workspaces,
  members,
  apiKeys,
  audit: auditLog,
  overview,
  performance,
  workflows,
  crm,
  pickers,
  enrollments,
  approvals,
  attention: { ...attention, ...goneDocuments },
  links,
  documents,
  connections: { ...connections, ...connectionCommands, ...connecting, ...connectingCrm, ...accountSettings, saveAllowance },
  alerts,
  crmApp,
  webhookSecret,
  notifications,
  webhooks: webhookReceivers,
  ownRecords,
  records: { ...records, ...recordSearch },
  unbilled,
  setup,
  doctor,
  changes,
});
