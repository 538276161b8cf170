import { Trans, useLingui } from "@lingui/react/macro";
import { Button, Card, Group, List, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { AssociatedRecord, RecordDetail } from "#api/record.ts";
import type { ObjectType } from "#domain/record.ts";
import { orpc } from "../../api.ts";
import { quantityText, unitPriceText } from "../../parts/amounts.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { DecimalAmount } from "../../parts/decimal-amount.tsx";
import { Amount } from "../../parts/amount.tsx";
import { EnrollRecord } from "../../parts/enroll-record.tsx";
import { Facts } from "../../parts/facts.tsx";
import { documentName } from "../../parts/document-words.ts";
import { ExternalLink, PageLink } from "../../parts/links.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { useMay } from "../../parts/may.ts";
import { Moment } from "../../parts/moment.tsx";
import { Page } from "../../parts/page.tsx";
import { StandingBadge } from "../../parts/standings.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { enrollmentStates, linkBackStates } from "../../parts/states.ts";
import { Explain } from "./explain.tsx";

const route = getRouteApi("/app/records/$objectType/$id");
const isMoment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const enrollable: readonly string[] = ["deal", "quote", "payment"];

/** One record: what it says, who and what stands around it, its documents and its way through workflows. */
export function RecordPage(): ReactNode {
  const { t } = useLingui();
  const { objectType, id } = route.useParams();
  const record = useQuery(orpc.records.get.queryOptions({ input: { objectType: objectType as ObjectType, id } }));
  const mayEdit = useMay("edit");
  const [asked, setAsked] = useState<"enroll" | "explain" | null>(null);
  const back = (
    <PageLink to="/records" search={{ type: objectType as "deal", search: "", page: 1 }}>
      <Trans>Records</Trans>
    </PageLink>
  );
  if (record.data === undefined) {
    return (
      <Page title={t`Record`} back={back}>
        {record.isPending && <LoadingRows rows={6} />}
        <CallProblem error={record.error} onRetry={() => void record.refetch()} />
      </Page>
    );
  }
  const { data } = record;
  const canEnroll = enrollable.includes(data.objectType);
  return (
    <Page
      title={data.name || data.id}
      back={back}
      beside={data.standing && <StandingBadge standing={data.standing} />}
      actions={
        canEnroll && (
          <>
            <Button variant="default" onClick={() => setAsked("explain")}>
              <Trans>Explain…</Trans>
            </Button>
            {mayEdit && (
              <Button onClick={() => setAsked("enroll")}>
                <Trans>Enroll…</Trans>
              </Button>
            )}
          </>
        )
      }
    >
      <Stack gap="lg">
        <Card>
          <Facts
            facts={[
              { label: t`Amount`, value: <DecimalAmount amount={data.amount} currency={data.currency} /> },
              { label: t`Source`, value: data.isOwn ? data.source : <ExternalLink href={data.url}>{data.source}</ExternalLink> },
              { label: t`Id`, value: data.id },
              { label: t`Changed`, value: <Moment at={data.modifiedAt} /> },
            ]}
          />
        </Card>
        {canEnroll && <Documents record={data} />}
        {canEnroll && <Enrollments record={data} />}
        {canEnroll && (
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            <Associates title={t`Contacts`} all={data.contacts} isLinked />
            <Associates title={t`Companies`} all={data.companies} isLinked />
          </SimpleGrid>
        )}
        {canEnroll && <Associates title={t`Line items`} all={data.lineItems} isLinked={false} />}
        <Section title={t`Properties`}>
          <Facts facts={data.properties.map(({ label, value }) => ({ label, value: isMoment.test(value) ? <Moment at={value} /> : value }))} />
        </Section>
        {data.notes.length > 0 && (
          <Section title={t`Notes`}>
            {data.notes.map(({ text, at }) => (
              <div key={at + text}>
                <Text size="sm" c="dimmed" component="div">
                  <Moment at={at} />
                </Text>
                <Text size="sm" style={{ whiteSpace: "pre-wrap" }}>{text}</Text>
              </div>
            ))}
          </Section>
        )}
      </Stack>
      {asked === "enroll" && <EnrollRecord objectType={data.objectType} recordId={data.id} name={data.name} onClose={() => setAsked(null)} />}
      {asked === "explain" && <Explain record={data} onClose={() => setAsked(null)} />}
    </Page>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <Card component="section" aria-label={title}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {title}
        </Title>
        {children}
      </Stack>
    </Card>
  );
}

function Documents({ record: { documentRows } }: { record: RecordDetail }): ReactNode {
  const { t } = useLingui();
  return (
    <Section title={t`Documents`}>
      {documentRows.length === 0 && <Nothing>{t`No document was made from it yet.`}</Nothing>}
      {documentRows.map((document) => (
        <Group key={document.id} justify="space-between" gap="md">
          <PageLink to="/documents/$id" params={{ id: document.id }} fw={600}>
            {documentName(document.kind, document.number)}
          </PageLink>
          <Group gap="md">
            <StateBadge state={linkBackStates[document.linkBackState]} />
            <ExternalLink href={document.url}>
              <Trans>Open in QuickBooks</Trans>
            </ExternalLink>
            <Amount money={document.total} />
          </Group>
        </Group>
      ))}
    </Section>
  );
}

function Enrollments({ record: { enrollments } }: { record: RecordDetail }): ReactNode {
  const { t } = useLingui();
  return (
    <Section title={t`Enrollments`}>
      {enrollments.length === 0 && <Nothing>{t`It never went through a workflow.`}</Nothing>}
      {enrollments.map((enrollment) => (
        <Group key={enrollment.id} justify="space-between" gap="md">
          <PageLink to="/enrollments/$id" params={{ id: enrollment.id }}>
            {enrollment.workflowName}
          </PageLink>
          <Group gap="md">
            <Text size="sm" c="dimmed" component="span">
              <Moment at={enrollment.startedAt} />
            </Text>
            <StateBadge state={enrollmentStates[enrollment.enrollmentState]} />
          </Group>
        </Group>
      ))}
    </Section>
  );
}

function Associates({ title, all, isLinked }: { title: string; all: readonly AssociatedRecord[]; isLinked: boolean }): ReactNode {
  const { t } = useLingui();
  return (
    <Section title={title}>
      {all.length === 0 ? (
        <Nothing>{t`None`}</Nothing>
      ) : (
        <List listStyleType="none" spacing={6} size="sm">
          {all.map((one) => (
            <List.Item key={one.id}>
              {isLinked ? (
                <PageLink to="/records/$objectType/$id" params={{ objectType: one.objectType, id: one.id }}>
                  {one.name || one.id}
                </PageLink>
              ) : (
                one.name || one.id
              )}
              <Detail>{one.price === null ? one.detail : priceText(one.price)}</Detail>
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}

function Detail({ children }: { children: string | null }): ReactNode {
  if (children === null) return null;
  return (
    <Text size="sm" c="dimmed" component="span">
      {" "}
      {children}
    </Text>
  );
}

function priceText({ quantity, unitPrice, currency }: NonNullable<AssociatedRecord["price"]>): string {
  return `${quantityText(quantity)} × ${currency === null ? quantityText(unitPrice) : unitPriceText(unitPrice, currency)}`;
}

function Nothing({ children }: { children: ReactNode }): ReactNode {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}
