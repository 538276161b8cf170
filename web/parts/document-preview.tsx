import { t } from "@lingui/core/macro";
import { Trans } from "@lingui/react/macro";
import { Fragment, type ReactNode } from "react";
import type { DocumentPlanReply } from "#api/document-plan.ts";
import { lineHeadings, previewAddresses, previewFacts, previewLines, previewParty, previewSums, previewTexts, totalNote } from "#api/document-preview.ts";
import type { DecisionReply } from "#api/enrollment.ts";
import { type PlacedReasons, placeReasons } from "#api/plan-reasons.ts";
import { Amount } from "./amount.tsx";
import { quantityText, unitPriceText } from "./amounts.ts";
import { Badge } from "./badge.tsx";
import classes from "./document-preview.module.css";
import { documentKindName, documentName } from "./document-words.ts";
import { CalendarDate } from "./moment.tsx";
import { say } from "./preview-say.ts";
import { sentence } from "./problems.ts";

interface DocumentPreviewProps {
  plan: DocumentPlanReply;
  /** The number the books gave; absent while it is only a plan. */
  number?: string | null;
  /** Until it is posted, what is new in the books will only be created. */
  isPosted?: boolean;
  /** Why it is as it is, each reason next to what it is about. */
  decisions?: readonly DecisionReply[];
}

const noDecisions: readonly DecisionReply[] = [];

/** A document as it will look, or looks, on paper. */
export function DocumentPreview({ plan, number, isPosted = false, decisions = noDecisions }: DocumentPreviewProps): ReactNode {
  const title = documentKindName(plan.kind);
  const reasons = placeReasons(plan, decisions);
  const planned = "number" in plan ? plan.number : null;
  return (
    <article className={classes["paper"]} aria-label={isPosted ? title : t`Planned ${title.toLowerCase()}`}>
      <header className={classes["head"]}>
        <div className={classes["who"]}>
          <div className={classes["kind"]}>{documentName(plan.kind, number ?? planned)}</div>
          <Party plan={plan} isPosted={isPosted} />
          <Reasons reasons={reasons.party} />
        </div>
        <Head plan={plan} />
      </header>
      <Reasons reasons={reasons.facts} />
      <Addresses plan={plan} />
      <Lines plan={plan} isPosted={isPosted} reasons={reasons.lines} />
      <Sums plan={plan} />
      <Reasons reasons={reasons.sums} />
      <Texts plan={plan} />
    </article>
  );
}

function Reasons({ reasons }: { reasons: readonly string[] }): ReactNode {
  if (reasons.length === 0) return null;
  return (
    <ul className={classes["reasons"]} aria-label={t`Reasons`}>
      {reasons.map((reason) => (
        <li key={reason}>{sentence(reason)}</li>
      ))}
    </ul>
  );
}

function Addresses({ plan }: { plan: DocumentPlanReply }): ReactNode {
  const addresses = previewAddresses(plan, say);
  if (addresses.length === 0) return null;
  return (
    <div className={classes["addresses"]}>
      {addresses.map(({ label, lines }) => (
        <div key={label}>
          <div className={classes["quiet"]}>{label}</div>
          {lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </div>
      ))}
    </div>
  );
}

function Texts({ plan }: { plan: DocumentPlanReply }): ReactNode {
  const texts = previewTexts(plan, say);
  if (texts.length === 0) return null;
  return (
    <dl className={classes["texts"]}>
      {texts.map(({ label, value }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Party({ plan, isPosted }: { plan: DocumentPlanReply; isPosted: boolean }): ReactNode {
  const party = previewParty(plan, say);
  if (party === null) return null;
  return (
    <div className={classes["customer"]}>
      <div className={classes["quiet"]}>{party.label}</div>
      <div className={classes["name"]}>
        {party.name} {party.isNew && <Badge tone="info">{isPosted ? t`New customer` : t`Customer will be created`}</Badge>}
      </div>
      {party.parentName !== null && <div><Trans>under {party.parentName}</Trans></div>}
      {party.companyName !== null && party.companyName !== party.parentName && <div>{party.companyName}</div>}
      {party.email !== null && <div className={classes["quiet"]}>{party.email}</div>}
    </div>
  );
}

function Head({ plan }: { plan: DocumentPlanReply }): ReactNode {
  return (
    <dl className={classes["dates"]}>
      {previewFacts(plan, say).map(({ label, value, isDate }) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{isDate ? <CalendarDate date={value} /> : value}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

/** Roles are written out because browsers drop a table's meaning when its parts are laid out as blocks. */
function Lines({ plan, isPosted, reasons }: { plan: DocumentPlanReply; isPosted: boolean; reasons: PlacedReasons["lines"] }): ReactNode {
  const lines = previewLines(plan, say);
  const isPriced = plan.kind !== "payment" && plan.kind !== "expense";
  return (
    <table className={classes["lines"]} role="table" aria-label={t`Lines`}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">{say(lineHeadings[plan.kind])}</th>
          {isPriced && <th role="columnheader" scope="col"><Trans>Quantity</Trans></th>}
          {isPriced && <th role="columnheader" scope="col"><Trans>Unit price</Trans></th>}
          <th role="columnheader" scope="col"><Trans>Amount</Trans></th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {lines.map((line) => (
          <tr role="row" key={line.key} data-bare={line.quantity === null || undefined}>
            <td role="cell">
              <span className={classes["name"]}>{line.name}</span>{" "}
              {line.isNew && <Badge tone="info">{isPosted ? t`New product` : t`Product will be created`}</Badge>}
              {line.description !== "" && line.description !== line.name && <div className={classes["quiet"]}>{line.description}</div>}
              {line.details.length > 0 && <div className={classes["quiet"]}>{line.details.join(" · ")}</div>}
              <Reasons reasons={reasons.get(line.key) ?? []} />
            </td>
            {isPriced && <td role="cell">{line.quantity !== null && quantityText(line.quantity)}</td>}
            {isPriced && <td role="cell">{line.unitPrice !== null && unitPriceText(line.unitPrice, plan.currency)}</td>}
            <td role="cell">{line.amount !== null && <Amount money={line.amount} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Sums({ plan }: { plan: DocumentPlanReply }): ReactNode {
  const note = totalNote(plan, say);
  return (
    <>
      {previewSums(plan, say).map(({ label, amount }) => (
        <dl key={label} className={classes["sum"]}>
          <dt>{label}</dt>
          <dd>
            <Amount money={amount} />
          </dd>
        </dl>
      ))}
      <dl className={classes["total"]}>
        <dt><Trans>Total ({plan.currency})</Trans></dt>
        <dd>
          <Amount money={plan.total} />
        </dd>
      </dl>
      {note !== null && <div className={classes["note"]}>{note}</div>}
    </>
  );
}
