import { Badge, Card, Group, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import type { ReactNode } from "react";
import type { DocumentPlanReply } from "../../src/api/document.ts";
import { formatDate } from "./formats.ts";
import { Money } from "./money.tsx";

/** A document exactly as it will be, or was, posted. `number` is known once it exists. */
export function DocumentPreview({ plan, number }: { plan: DocumentPlanReply; number?: string | null }) {
  return (
    <Card withBorder radius="md" padding="lg">
      <Stack gap="md">
        <Group justify="space-between" align="flex-start">
          <div>
            <Text size="xs" c="dimmed">
              Bill to
            </Text>
            <Group gap="xs">
              <Text fw={600} style={{ overflowWrap: "anywhere" }}>
                {plan.customer.name}
              </Text>
              {plan.customer.use === "create" ? <Created what="customer" /> : null}
            </Group>
            <Text size="sm" c="dimmed">
              {plan.billEmail}
            </Text>
          </div>
          <Text fw={700} size="lg">
            Invoice {number ?? ""}
          </Text>
        </Group>
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
          <Fact label="Date">{formatDate(plan.transactionDate)}</Fact>
          <Fact label="Terms">{plan.terms?.name ?? "None"}</Fact>
          <Fact label="Due">{plan.dueDate ? formatDate(plan.dueDate) : "On the invoice date"}</Fact>
          <Fact label="Currency">{plan.currency}</Fact>
        </SimpleGrid>
        <Lines plan={plan} />
        <Group justify="flex-end" gap="xl">
          <Text fw={600}>Total</Text>
          <Text fw={700} size="lg">
            <Money value={plan.total} />
          </Text>
        </Group>
      </Stack>
    </Card>
  );
}

function Lines({ plan }: { plan: DocumentPlanReply }) {
  return (
    <Table.ScrollContainer minWidth={520} scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "region", "aria-label": "Lines" } }}>
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Product</Table.Th>
            <Table.Th ta="right">Quantity</Table.Th>
            <Table.Th ta="right">Unit price</Table.Th>
            <Table.Th ta="right">Amount</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plan.lines.map((line) => (
            <Table.Tr key={line.lineItemId}>
              <Table.Td>
                <Group gap="xs">
                  <Text size="sm" fw={500}>
                    {line.item.name}
                  </Text>
                  {line.item.use === "create" ? <Created what="product" /> : null}
                </Group>
                {line.description === line.item.name ? null : (
                  <Text size="xs" c="dimmed">
                    {line.description}
                  </Text>
                )}
              </Table.Td>
              <Table.Td ta="right" style={{ fontVariantNumeric: "tabular-nums" }}>
                {line.quantity}
              </Table.Td>
              <Table.Td ta="right" style={{ fontVariantNumeric: "tabular-nums" }}>
                {line.unitPrice}
              </Table.Td>
              <Table.Td ta="right">
                <Money value={line.amount} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function Created({ what }: { what: string }) {
  return (
    <Badge size="sm" color="grape" variant="light" radius="sm" tt="none">
      new {what}
    </Badge>
  );
}

/** A small label above a value. */
export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div style={{ minWidth: 0 }}>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" component="div" style={{ overflowWrap: "anywhere" }}>
        {children}
      </Text>
    </div>
  );
}
