/** Tells those who can act that something stopped a whole workflow. The alert itself stands in the product. */
import { explain } from "#domain/explanation.ts";
import type { WorkspaceId } from "#domain/ids.ts";
import type { Messages } from "#domain/ports/messages.ts";
import type { Alert, Store } from "#domain/ports/store.ts";
import { may } from "#domain/role.ts";

interface AlertMailer {
  store: Pick<Store, "members">;
  messages: Pick<Messages, "sendMail">;
  /** Where people reach us, without a slash at the end. */
  publicUrl: string;
  isMailSetUp: boolean;
}

/** Mails everybody who may edit workflows; without a mail server nobody, and the alert is seen in the product. */
export function createAlertMailer({ store, messages, publicUrl, isMailSetUp }: AlertMailer): (workspaceId: WorkspaceId, alert: Alert) => Promise<void> {
  return async (workspaceId, alert) => {
    if (!isMailSetUp) return;
    const to = (await store.members(workspaceId)).filter(({ role }) => may(role, "edit")).map(({ email }) => email);
    const { happened, why, doThis } = explain(alert.failure);
    const text = `"${alert.workflowName}" is stopped.\n\n${happened} ${why}\n\n${doThis}\n\n${publicUrl}/workflows/${alert.workflowId}\n`;
    await Promise.all(to.map((email) => messages.sendMail({ to: [email], subject: `"${alert.workflowName}" is stopped`, text, key: `alert-${alert.id}` })));
  };
}
