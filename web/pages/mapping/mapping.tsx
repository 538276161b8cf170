import { Trans, useLingui } from "@lingui/react/macro";
import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { UnmatchedRow } from "#api/unmatched.ts";
import { orpc } from "../../api.ts";
import { countText } from "../../parts/amounts.ts";
import { Page } from "../../parts/page.tsx";
import type { MappingPart } from "./mapping-address.ts";
import { SavedChoices } from "./saved-choices.tsx";
import { Unmatched } from "./unmatched.tsx";

const route = getRouteApi("/app/mapping");

/** Which product, customer, payment terms and tax code of the books is meant: what waits for a choice, and what was chosen. */
export function MappingPage(): ReactNode {
  const { t } = useLingui();
  const { show } = route.useSearch();
  const navigate = route.useNavigate();
  const unmatched = useQuery(orpc.links.unmatched.queryOptions());
  const kinds: { kind: UnmatchedRow["kind"]; label: string }[] = [
    { kind: "item", label: t`Products` },
    { kind: "customer", label: t`Customers` },
    { kind: "term", label: t`Payment terms` },
    { kind: "tax-code", label: t`Tax codes` },
  ];
  return (
    <Page title={t`Mapping`} facts={<Trans>What is chosen here once is used for every document from then on. What waits for it goes on at once.</Trans>}>
      <Tabs value={show} onChange={(value) => void navigate({ search: { show: value as MappingPart }, replace: true })} keepMounted={false}>
        <Tabs.List mb="md">
          {kinds.map(({ kind, label }) => (
            <Tabs.Tab key={kind} value={kind}>
              {label} <Count of={(unmatched.data ?? []).filter((row) => row.kind === kind).length} />
            </Tabs.Tab>
          ))}
          <Tabs.Tab value="saved">
            <Trans>Saved choices</Trans>
          </Tabs.Tab>
        </Tabs.List>
        {kinds.map(({ kind }) => (
          <Tabs.Panel key={kind} value={kind}>
            <Unmatched kind={kind} query={unmatched} />
          </Tabs.Panel>
        ))}
        <Tabs.Panel value="saved">
          <SavedChoices />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function Count({ of }: { of: number }): ReactNode {
  return of === 0 ? null : <span>({countText(of)})</span>;
}
