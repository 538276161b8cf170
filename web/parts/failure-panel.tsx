import { Alert, Anchor, Code, Group, List, Stack, Text } from "@mantine/core";
import { Clock, OctagonAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { ExplainedFailure } from "../../src/api/failure.ts";

/** A failure in words: what happened, why, what to do and who can do it; the vendor's own text last. */
export function FailurePanel({ failure, action }: { failure: ExplainedFailure; action?: ReactNode }) {
  const waits = failure.retry === "by-itself";
  const Icon = waits ? Clock : OctagonAlert;
  return (
    <Alert color={waits ? "yellow" : "red"} variant="light" icon={<Icon size={18} aria-hidden />} title={failure.happened} styles={{ title: { overflowWrap: "anywhere" } }}>
      <Stack gap={6}>
        <Text size="sm">{failure.why}</Text>
        <Text size="sm">
          <b>What to do:</b> {failure.doThis}
          {failure.who === "you" || failure.who === "nobody needs to" ? null : <> (This is for the {failure.who}.)</>}
        </Text>
        {failure.link ? (
          <Anchor size="sm" href={failure.link} target="_blank" rel="noreferrer">
            Open it where it can be fixed
          </Anchor>
        ) : null}
        {failure.vendor ? <VendorWords vendor={failure.vendor} /> : null}
        {action ? <Group mt={4}>{action}</Group> : null}
      </Stack>
    </Alert>
  );
}

function VendorWords({ vendor }: { vendor: NonNullable<ExplainedFailure["vendor"]> }) {
  const facts = [vendor.status && `status ${vendor.status}`, vendor.code && `code ${vendor.code}`, vendor.traceId && `trace ${vendor.traceId}`].filter(Boolean);
  return (
    <Text size="xs" c="dimmed" component="div">
      {vendor.system} said: <Code>{vendor.message}</Code> {facts.length > 0 ? `(${facts.join(", ")})` : null}
    </Text>
  );
}

/** All failures of one thing, each in words. */
export function FailureList({ failures, action }: { failures: ExplainedFailure[]; action?: ReactNode }) {
  if (failures.length === 1 && failures[0]) return <FailurePanel failure={failures[0]} action={action} />;
  return (
    <List listStyleType="none" spacing="xs" styles={{ itemWrapper: { width: "100%" }, itemLabel: { width: "100%" } }}>
      {failures.map((failure, index) => (
        <List.Item key={index}>
          <FailurePanel failure={failure} action={index === failures.length - 1 ? action : undefined} />
        </List.Item>
      ))}
    </List>
  );
}
