import { Badge, Card, Group, Stack, Text, Timeline } from "@mantine/core";
import { CircleCheck, CircleDashed, Clock, OctagonAlert } from "lucide-react";
import type { StepAttemptReply } from "../../../src/api/enrollment.ts";
import { DocumentPreview } from "../../parts/document-preview.tsx";
import { FailureList } from "../../parts/failure-panel.tsx";
import { formatDuration } from "../../parts/formats.ts";
import { Moment } from "../../parts/moment.tsx";
import { RawData } from "../../parts/raw-data.tsx";

const icons = { done: CircleCheck, waiting: Clock, failed: OctagonAlert } as const;
const colors = { done: "teal", waiting: "yellow", failed: "red" } as const;

/** The timeline: each try with its inputs, decisions, plan, calls and outcome. */
export function StepAttempts({ attempts }: { attempts: StepAttemptReply[] }) {
  if (attempts.length === 0) return <Text c="dimmed">The first step is about to run.</Text>;
  return (
    <Timeline bulletSize={28} lineWidth={2} active={attempts.length}>
      {attempts.map((attempt) => {
        const kind = attempt.outcome?.outcome;
        const Icon = kind ? icons[kind] : CircleDashed;
        return (
          <Timeline.Item key={attempt.id} bullet={<Icon size={16} aria-hidden />} color={kind ? colors[kind] : "blue"} title={`${attempt.title}${attempt.number > 1 ? `, try ${attempt.number}` : ""}`}>
            <Attempt attempt={attempt} />
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}

function Attempt({ attempt }: { attempt: StepAttemptReply }) {
  const { outcome } = attempt;
  return (
    <Stack gap="sm" mt={4}>
      <Text size="sm" c="dimmed">
        Started <Moment at={attempt.startedAt} />
        {attempt.finishedAt ? `, took ${formatDuration(Date.parse(attempt.finishedAt) - Date.parse(attempt.startedAt))}` : ", under way"}
      </Text>
      <Decisions decisions={attempt.decisions} />
      {outcome?.outcome === "failed" ? <FailureList failures={outcome.failures} /> : null}
      {outcome?.outcome === "waiting" ? <FailureList failures={[outcome.because]} /> : null}
      {outcome?.outcome === "done" && outcome.warnings.length > 0 ? <FailureList failures={outcome.warnings} /> : null}
      {attempt.plan ? <DocumentPreview plan={attempt.plan} /> : null}
      {attempt.exchanges.map((exchange, index) => (
        <Exchange key={index} exchange={exchange} />
      ))}
      <RawData label="Inputs" value={attempt.inputs} />
    </Stack>
  );
}

function Decisions({ decisions }: { decisions: StepAttemptReply["decisions"] }) {
  return decisions.map((decision, index) => (
    <Text key={index} size="sm">
      <Text span inherit c="dimmed">
        {decision.about}:
      </Text>{" "}
      {decision.decided}
    </Text>
  ));
}

function Exchange({ exchange }: { exchange: StepAttemptReply["exchanges"][number] }) {
  return (
    <Card withBorder padding="sm">
      <Group gap="xs" mb={4}>
        <Badge variant="light" color="gray" radius="sm" tt="none">
          {exchange.method}
        </Badge>
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {exchange.path}
        </Text>
        <Text size="sm" c="dimmed">
          {exchange.status === null ? "no answer" : exchange.status} · {formatDuration(exchange.durationMs)}
        </Text>
      </Group>
      <RawData label="Request" value={exchange.request} />
      <RawData label="Answer" value={exchange.answer} />
      {exchange.traceId ? (
        <Text size="xs" c="dimmed">
          QuickBooks trace {exchange.traceId}
        </Text>
      ) : null}
    </Card>
  );
}
