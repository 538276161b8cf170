import "@mantine/dates/styles.layer.css";
import { Trans, useLingui } from "@lingui/react/macro";
import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { orpc } from "../../api.ts";
import { EnrollmentTable } from "../../history/enrollment-table.tsx";
import { HistoryFilters } from "../../history/history-filters.tsx";
import { Page } from "../../parts/page.tsx";

const route = getRouteApi("/app/history");

/** Every enrollment of every workflow, to be searched by record, workflow, state and day. */
export function HistoryPage(): ReactNode {
  const { t } = useLingui();
  const { workflow, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const workflows = useQuery(orpc.workflows.list.queryOptions());
  return (
    <Page title={t`History`} facts={<Trans>Every record that went through a workflow, and what came of it.</Trans>}>
      <HistoryFilters filter={filter} onChange={(changed) => void navigate({ search: { ...changed, workflow }, replace: true })}>
        <Select
          aria-label={t`Workflow`}
          placeholder={t`All workflows`}
          data={(workflows.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={workflow ?? null}
          onChange={(id) => void navigate({ search: { ...filter, workflow: id ?? undefined }, replace: true })}
          clearable
          clearButtonProps={{ "aria-label": t`All workflows` }}
          w={{ base: "100%", xs: 220 }}
        />
      </HistoryFilters>
      <EnrollmentTable filter={filter} workflowId={workflow} whenEmpty={<Trans>As soon as a workflow is on, the records it takes are listed here.</Trans>} />
    </Page>
  );
}
