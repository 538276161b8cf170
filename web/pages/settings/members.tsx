import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { UserPlus } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import type { invitationRow } from "#api/people.ts";
import { orpc } from "../../api.ts";
import { Badge } from "../../parts/badge.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { callerName } from "../../parts/caller-name.ts";
import { LoadingRows } from "../../parts/loading.tsx";
import { useMay } from "../../parts/may.ts";
import { Moment } from "../../parts/moment.tsx";
import { messageOf } from "../../parts/problems.ts";
import { type Column, RowTable } from "../../parts/row-table.tsx";
import { InviteDialog } from "./invite-dialog.tsx";
import { MemberDialog, type MemberRow } from "./member-dialog.tsx";
import { useStandingText } from "./standing-fields.tsx";

type InvitationRow = z.infer<typeof invitationRow>;

/** Who belongs to the workspace, who is invited, and what they may do. */
export function MembersTab(): ReactNode {
  const { t } = useLingui();
  const isAdmin = useMay("administer");
  const people = useQuery(orpc.members.list.queryOptions());
  const [isInviting, setIsInviting] = useState(false);
  const memberColumns = useMemberColumns(isAdmin);
  const invitationColumns = useInvitationColumns(isAdmin);
  const { members = [], invitations = [] } = people.data ?? {};
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {isAdmin ? <Trans>A change of somebody's role counts from their next click on.</Trans> : <Trans>Only an admin can invite, change or remove members.</Trans>}
        </Text>
        {isAdmin && (
          <Button leftSection={<UserPlus size={16} aria-hidden />} onClick={() => setIsInviting(true)}>
            <Trans>Invite somebody</Trans>
          </Button>
        )}
      </Group>
      {people.isPending && <LoadingRows rows={4} />}
      <CallProblem error={people.error} onRetry={() => void people.refetch()} />
      {people.isSuccess && <RowTable label={t`Members`} columns={memberColumns} rows={members.map((member) => ({ ...member, id: member.personId }))} />}
      {invitations.length > 0 && (
        <>
          <Title order={2} size="h4" mt="md">
            <Trans>Invitations</Trans>
          </Title>
          <RowTable label={t`Invitations`} columns={invitationColumns} rows={invitations} />
        </>
      )}
      {isInviting && <InviteDialog onClose={() => setIsInviting(false)} />}
    </Stack>
  );
}

function useMemberColumns(isAdmin: boolean): Column<MemberRow & { id: string }>[] {
  const { t } = useLingui();
  const standingText = useStandingText();
  const columns: Column<MemberRow & { id: string }>[] = [
    {
      header: t`Name`,
      cell: (member) => (
        <Group gap="xs">
          {member.name}
          {member.isYou && <Badge tone="info">{t`You`}</Badge>}
        </Group>
      ),
    },
    { header: t`E-mail`, cell: ({ email }) => email },
    { header: t`Role`, cell: standingText },
    { header: t`Since`, cell: ({ joinedAt }) => <Moment at={joinedAt} /> },
  ];
  return isAdmin ? [...columns, { header: t`Actions`, align: "end", cell: (member) => <MemberActions member={member} /> }] : columns;
}

function MemberActions({ member }: { member: MemberRow }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [isChanging, setIsChanging] = useState(false);
  const { name, personId } = member;
  const remove = useMutation(
    orpc.members.remove.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: orpc.members.key() }),
      onError: (error) => notifications.show({ color: "red", title: t`Not possible`, message: messageOf(error) }),
    }),
  );
  const ask = (): void => {
    modals.openConfirmModal({
      title: <Text fw={650}>{t`Remove ${name}?`}</Text>,
      children: <Text size="sm">{t`Their sessions end at once. What they did stays in the history and in the audit log.`}</Text>,
      labels: { confirm: t`Remove`, cancel: t`Cancel` },
      confirmProps: { color: "red.9" },
      onConfirm: () => remove.mutate({ personId }),
    });
  };
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      <Button size="xs" variant="default" aria-label={t`Change role of ${name}`} onClick={() => setIsChanging(true)}>
        <Trans>Change role</Trans>
      </Button>
      <Button size="xs" variant="default" loading={remove.isPending} aria-label={t`Remove ${name}`} onClick={ask}>
        <Trans>Remove</Trans>
      </Button>
      {isChanging && <MemberDialog member={member} onClose={() => setIsChanging(false)} />}
    </Group>
  );
}

function useInvitationColumns(isAdmin: boolean): Column<InvitationRow>[] {
  const { t } = useLingui();
  const standingText = useStandingText();
  const columns: Column<InvitationRow>[] = [
    { header: t`E-mail`, cell: ({ email }) => email },
    { header: t`Role`, cell: standingText },
    { header: t`Invited by`, cell: ({ invitedBy }) => callerName(invitedBy) },
    { header: t`Until`, cell: ({ expiresAt, hasExpired }) => (hasExpired ? <Badge tone="warning">{t`Has expired`}</Badge> : <Moment at={expiresAt} />) },
  ];
  return isAdmin ? [...columns, { header: t`Actions`, align: "end", cell: (invitation) => <Withdraw invitation={invitation} /> }] : columns;
}

function Withdraw({ invitation: { id, email } }: { invitation: InvitationRow }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const withdraw = useMutation(orpc.members.withdraw.mutationOptions({ onSettled: () => queryClient.invalidateQueries({ queryKey: orpc.members.key() }) }));
  return (
    <Button size="xs" variant="default" loading={withdraw.isPending} aria-label={t`Take back the invitation of ${email}`} onClick={() => withdraw.mutate({ id })}>
      <Trans>Take back</Trans>
    </Button>
  );
}
