import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Modal, NumberInput, Radio, Stack, Switch, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { AllowanceSettings, ConnectionRow } from "#api/connection.ts";
import { orpc } from "../../api.ts";
import { refreshTopics } from "../../live.ts";
import { countText, thousandSeparator } from "../../parts/amounts.ts";
import { DialogActions } from "../../parts/dialog-actions.tsx";
import { ReasonedButton } from "../../parts/reasoned-button.tsx";

interface AllowanceDialogProps {
  connection: Pick<ConnectionRow, "id" | "name">;
  settings: AllowanceSettings;
  onClose: () => void;
}

const mostBudget = 1_000_000_000;
const mostBatches = 120;
const usualBurstAfterSeconds = 120;
const longestBurstAfterSeconds = 86_400;

/** How many metered calls background work may make, and what is known of batches. */
export function AllowanceDialog({ connection, settings, onClose }: AllowanceDialogProps): ReactNode {
  const queryClient = useQueryClient();
  const [budget, setBudget] = useState<number | string>(settings.monthlyMeteredBudget);
  const [batches, setBatches] = useState<number | string>(settings.batchesPerMinute);
  const [batchCost, setBatchCost] = useState(settings.batchCost);
  const [bursts, setBursts] = useState(settings.burstAfterSeconds !== null);
  const [burstAfter, setBurstAfter] = useState<number | string>(settings.burstAfterSeconds ?? usualBurstAfterSeconds);
  const save = useMutation(
    orpc.connections.saveAllowance.mutationOptions({
      onSuccess: async () => {
        notifications.show({ title: t`Saved`, message: t`Background work may make ${countText(Number(budget))} metered calls a month.` });
        // Opened again at once, the form has to begin with what was saved.
        await refreshTopics(queryClient, new Set(["connections"]));
        onClose();
      },
    }),
  );
  const isComplete = budget !== "" && batches !== "" && (!bursts || burstAfter !== "");
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}><Trans>Calls to {connection.name}</Trans></Text>}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate({ id: connection.id, monthlyMeteredBudget: Number(budget), batchesPerMinute: Number(batches), batchCost, burstAfterSeconds: bursts ? Number(burstAfter) : null });
        }}
      >
        <Stack gap="md">
          <NumberInput
            label={t`Metered calls a month`}
            description={t`Background work stops reading there until the month ends (UTC); people and posting go on. 500,000 a month cost nothing in QuickBooks' free tier.`}
            value={budget}
            onChange={setBudget}
            min={0}
            max={mostBudget}
            step={10_000}
            allowDecimal={false}
            allowNegative={false}
            thousandSeparator={thousandSeparator()}
            decimalSeparator={thousandSeparator() === "," ? "." : ","}
            required
            data-autofocus
          />
          <Switch
            label={t`Send a long backlog in batches, too`}
            description={t`Faster, but batches are metered. They stop where 80 % of the budget is used.`}
            checked={bursts}
            onChange={(event) => setBursts(event.currentTarget.checked)}
          />
          <NumberInput
            label={t`When documents would wait longer than`}
            description={bursts ? t`In seconds.` : t`In seconds; only when batches are sent.`}
            value={burstAfter}
            onChange={setBurstAfter}
            min={1}
            max={longestBurstAfterSeconds}
            allowDecimal={false}
            allowNegative={false}
            disabled={!bursts}
            required
          />
          <Radio.Group
            label={t`How a batch counts`}
            description={t`QuickBooks does not say. Counting every item never spends more than shown.`}
            value={batchCost}
            onChange={(value) => setBatchCost(value === "per-call" ? "per-call" : "per-item")}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="per-item" label={t`Every item counts`} />
              <Radio value="per-call" label={t`A batch counts once`} />
            </Stack>
          </Radio.Group>
          <NumberInput
            label={t`Batches a minute`}
            description={t`40 everywhere; 120 for production companies since October 2025.`}
            value={batches}
            onChange={setBatches}
            min={1}
            max={mostBatches}
            allowDecimal={false}
            allowNegative={false}
            required
          />
          <DialogActions error={save.error} onCancel={onClose}>
            <ReasonedButton type="submit" loading={save.isPending} whyNot={isComplete ? null : t`Fill in every number.`}>
              <Trans>Save</Trans>
            </ReasonedButton>
          </DialogActions>
        </Stack>
      </form>
    </Modal>
  );
}
