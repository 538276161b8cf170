import { Alert, Anchor, List } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Sparkles } from "lucide-react";
import { api } from "../../api.ts";

/** For the sample workspace, until the first document exists: what to try. */
export function FirstSteps() {
  const overview = useQuery(api.overview.queryOptions());
  const crm = overview.data?.connections.find((one) => one.role === "crm" && one.isSimulated);
  const books = overview.data?.connections.find((one) => one.role === "books" && one.isSimulated);
  if (!overview.data || overview.data.documents > 0 || !crm || !books) return null;
  return (
    <Alert color="cyan" variant="light" icon={<Sparkles size={18} aria-hidden />} title="See a deal become an invoice">
      <List type="ordered" size="sm" spacing={4}>
        <List.Item>Turn on the workflow "Won deal to invoice" below.</List.Item>
        <List.Item>
          Open the{" "}
          <Anchor inherit href={crm.appUrl} target="_blank" rel="noreferrer">
            HubSpot simulator
          </Anchor>{" "}
          and move a deal to Closed won.
        </List.Item>
        <List.Item>
          Watch it here, and find the invoice in the{" "}
          <Anchor inherit href={books.appUrl} target="_blank" rel="noreferrer">
            QuickBooks simulator
          </Anchor>
          .
        </List.Item>
      </List>
    </Alert>
  );
}
