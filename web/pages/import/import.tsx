import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { ImportPlan } from "#domain/own-records/import-rows.ts";
import { orpc } from "../../api.ts";
import type { CsvFile } from "../../csv/csv-file.ts";
import { CallProblem } from "../../parts/call-problem.tsx";
import { LoadingRows } from "../../parts/loading.tsx";
import { PageLink } from "../../parts/links.tsx";
import { useMay } from "../../parts/may.ts";
import { WhoMay } from "../../parts/only-for.tsx";
import { Page } from "../../parts/page.tsx";
import { WizardSteps } from "../../parts/wizard-steps.tsx";
import type { BrowsedType } from "../records/records-address.ts";
import { ColumnsStep } from "./columns-step.tsx";
import { FileStep } from "./file-step.tsx";
import { CheckStep } from "./check-step.tsx";
import { ImportStep } from "./import-step.tsx";

const route = getRouteApi("/app/records/import");

type Stage =
  | { at: "file" }
  | { at: "columns"; csv: CsvFile }
  | { at: "check"; csv: CsvFile; plan: ImportPlan }
  | { at: "import"; csv: CsvFile; plan: ImportPlan; startsWorkflows: boolean };

const order: readonly Stage["at"][] = ["file", "columns", "check", "import"];

/** Records from a CSV file: choose it, say what its columns are, see what it would do, and import it. */
export function ImportPage(): ReactNode {
  const { t } = useLingui();
  const mayEdit = useMay("edit");
  const me = useQuery(orpc.me.queryOptions({ staleTime: Infinity }));
  const { type } = route.useSearch();
  const [objectType, setObjectType] = useState<BrowsedType>(type);
  const [stage, setStage] = useState<Stage>({ at: "file" });
  const properties = useQuery(orpc.ownRecords.properties.queryOptions({ input: { objectType }, enabled: mayEdit }));
  const back = (
    <PageLink to="/records" search={{ type: objectType, search: "", page: 1 }}>
      <Trans>Records</Trans>
    </PageLink>
  );
  return (
    <Page title={t`Import a CSV file`} back={back} facts={<Trans>Deals, payments and what belongs to them, from a spreadsheet, a shop or any other program. A file of any size is read piece by piece.</Trans>}>
      {!mayEdit && <WhoMay right="edit" />}
      {mayEdit && (
        <>
          <WizardSteps titles={[t`File`, t`Columns`, t`Check`, t`Import`]} current={order.indexOf(stage.at)} />
          {stage.at === "file" && <FileStep objectType={objectType} onType={setObjectType} onOpened={(csv) => setStage({ at: "columns", csv })} />}
          {stage.at === "columns" && (properties.isPending || me.isPending) && <LoadingRows />}
          {stage.at === "columns" && <CallProblem error={properties.error ?? me.error} onRetry={() => void properties.refetch()} />}
          {stage.at === "columns" && properties.data !== undefined && me.data !== undefined && (
            <ColumnsStep
              csv={stage.csv}
              objectType={objectType}
              workspaceId={me.data.workspaceId}
              custom={properties.data.filter(({ isCustom }) => isCustom).map((one) => ({ ...one, format: null }))}
              onBack={() => setStage({ at: "file" })}
              onChosen={(plan) => setStage({ at: "check", csv: stage.csv, plan })}
            />
          )}
          {stage.at === "check" && (
            <CheckStep csv={stage.csv} plan={stage.plan} onBack={() => setStage({ at: "columns", csv: stage.csv })} onImport={(startsWorkflows) => setStage({ ...stage, at: "import", startsWorkflows })} />
          )}
          {stage.at === "import" && <ImportStep csv={stage.csv} plan={stage.plan} startsWorkflows={stage.startsWorkflows} objectType={objectType} onAnother={() => setStage({ at: "file" })} />}
        </>
      )}
    </Page>
  );
}
