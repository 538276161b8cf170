import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Center, Stack, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import type { ReactNode } from "react";
import type { LinkRow } from "#api/link.ts";
import { orpc } from "../../api.ts";
import { Badge } from "../../parts/badge.tsx";
import { CallProblem } from "../../parts/call-problem.tsx";
import { callerName } from "../../parts/caller-name.ts";
import { Empty } from "../../parts/empty.tsx";
import { PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { useMay } from "../../parts/may.ts";
import { Moment } from "../../parts/moment.tsx";
import { type Column, RowTable } from "../../parts/row-table.tsx";

const pageSize = 50;
type Row = LinkRow & { id: string };

/** What was chosen, by whom and when; each can be taken back. */
export function SavedChoices(): ReactNode {
  const { t } = useLingui();
  const links = useInfiniteQuery(
    orpc.links.list.infiniteOptions({
      input: (offset: number) => ({ limit: pageSize, offset }),
      initialPageParam: 0,
      getNextPageParam: (page, pages) => (page.length < pageSize ? undefined : pages.flat().length),
    }),
  );
  const rows: Row[] = (links.data?.pages.flat() ?? []).map((link) => ({ ...link, id: `${link.connectionId} ${link.crmKey}` }));
  const mayChange = useMay("edit");
  const change: Column<Row> = { header: t`Change`, align: "end", cell: (link) => <TakeBack link={link} /> };
  const columns: Column<Row>[] = [
    { header: t`In the CRM`, cell: crmNameOf },
    { header: t`In QuickBooks`, cell: (link) => <InBooks link={link} /> },
    { header: t`Kind`, cell: (link) => kindWords(link) },
    { header: t`Chosen by`, cell: (link) => link.savedBy === null ? <Trans>Ledgerline, when it was created</Trans> : callerName(link.savedBy) },
    { header: t`When`, cell: (link) => (link.savedAt === null ? null : <Moment at={link.savedAt} />) },
    ...(mayChange ? [change] : []),
  ];
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        <Trans>
          Payment terms and tax codes that were chosen are in the settings of each QuickBooks company, under <PageLink to="/connections" underline="always">Connections</PageLink>.
        </Trans>
      </Text>
      {links.isPending && <LoadingRows rows={6} />}
      <CallProblem error={links.error} onRetry={() => void links.refetch()} />
      {links.isSuccess && rows.length === 0 && (
        <Empty icon={Link2} title={t`Nothing was chosen yet`}>
          <Trans>Choices that people make, and customers that Ledgerline created, are listed here.</Trans>
        </Empty>
      )}
      {rows.length > 0 && <RowTable label={t`Saved choices`} columns={columns} rows={rows} />}
      {links.hasNextPage && (
        <Center>
          <Button variant="default" loading={links.isFetchingNextPage} onClick={() => void links.fetchNextPage()}>
            <Trans>Load more</Trans>
          </Button>
        </Center>
      )}
    </Stack>
  );

  function kindWords({ kind }: LinkRow): string {
    return kind === "item" ? t`Product` : t`Customer`;
  }
}

/** A customer that Ledgerline created is called as the contact was. */
function crmNameOf({ crmName, savedBy, booksName, crmKey }: LinkRow): string {
  return crmName ?? (savedBy === null ? booksName : null) ?? crmKey;
}

function InBooks({ link: { booksName, booksId, isActive } }: { link: LinkRow }): ReactNode {
  if (booksName === null) {
    return (
      <Badge tone="danger">
        <Trans>Gone from QuickBooks ({booksId})</Trans>
      </Badge>
    );
  }
  return (
    <>
      {booksName}{" "}
      {!isActive && (
        <Badge tone="warning">
          <Trans>Inactive</Trans>
        </Badge>
      )}
    </>
  );
}

function TakeBack({ link }: { link: LinkRow }): ReactNode {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const name = crmNameOf(link);
  const remove = useMutation(
    orpc.links.remove.mutationOptions({
      onSuccess: async () => {
        notifications.show({ message: t`The choice for ${name} was taken back.` });
        await queryClient.invalidateQueries({ queryKey: orpc.links.key() });
      },
      onError: () => {
        notifications.show({ color: "red", message: t`The choice for ${name} could not be taken back.` });
      },
    }),
  );
  const ask = (): void => {
    modals.openConfirmModal({
      title: t`Take back the choice for ${name}?`,
      children: t`Documents that exist stay as they are. The next one is matched by the account's rules again.`,
      labels: { confirm: t`Take back`, cancel: t`Keep it` },
      onConfirm: () => remove.mutate({ connectionId: link.connectionId, crmKey: link.crmKey }),
    });
  };
  return (
    <Button size="xs" variant="default" loading={remove.isPending} onClick={ask} aria-label={t`Take back ${name}`}>
      <Trans>Take back</Trans>
    </Button>
  );
}
