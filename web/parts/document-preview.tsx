import type { ReactNode } from "react";
import type { DocumentPlanReply } from "#api/document.ts";
import { Amount } from "./amount.tsx";
import { quantityText, unitPriceText } from "./amounts.ts";
import { Badge } from "./badge.tsx";
import classes from "./document-preview.module.css";
import { CalendarDate } from "./moment.tsx";

interface DocumentPreviewProps {
  plan: DocumentPlanReply;
  /** The number the books gave; absent while it is only a plan. */
  number?: string | null;
  /** Until it is posted, what is new in the books will only be created. */
  isPosted?: boolean;
}

/** A document as it will look, or looks, on paper. */
export function DocumentPreview({ plan, number, isPosted = false }: DocumentPreviewProps): ReactNode {
  return (
    <article className={classes["paper"]} aria-label={isPosted ? "Invoice" : "Planned invoice"}>
      <header className={classes["head"]}>
        <div>
          <div className={classes["kind"]}>Invoice{number ? ` ${number}` : ""}</div>
          <Customer plan={plan} isPosted={isPosted} />
        </div>
        <Dates plan={plan} />
      </header>
      <Lines plan={plan} isPosted={isPosted} />
      <dl className={classes["total"]}>
        <dt>Total ({plan.currency})</dt>
        <dd>
          <Amount money={plan.total} />
        </dd>
      </dl>
    </article>
  );
}

function Customer({ plan, isPosted }: { plan: DocumentPlanReply; isPosted: boolean }): ReactNode {
  const { customer } = plan;
  return (
    <div className={classes["customer"]}>
      <div className={classes["quiet"]}>Bill to</div>
      <div className={classes["name"]}>
        {customer.name} {customer.use === "create" && <Badge tone="info">{isPosted ? "New customer" : "Customer will be created"}</Badge>}
      </div>
      {customer.use === "create" && customer.companyName !== null && <div>{customer.companyName}</div>}
      {plan.billEmail !== null && <div className={classes["quiet"]}>{plan.billEmail}</div>}
    </div>
  );
}

function Dates({ plan }: { plan: DocumentPlanReply }): ReactNode {
  return (
    <dl className={classes["dates"]}>
      <dt>Date</dt>
      <dd>
        <CalendarDate date={plan.transactionDate} />
      </dd>
      <dt>Due</dt>
      <dd>{plan.dueDate === null ? "On the invoice date" : <CalendarDate date={plan.dueDate} />}</dd>
      {plan.terms !== null && (
        <>
          <dt>Terms</dt>
          <dd>{plan.terms.name}</dd>
        </>
      )}
    </dl>
  );
}

/** Roles are written out because browsers drop a table's meaning when its parts are laid out as blocks. */
function Lines({ plan, isPosted }: { plan: DocumentPlanReply; isPosted: boolean }): ReactNode {
  return (
    <table className={classes["lines"]} role="table" aria-label="Lines">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">Product or service</th>
          <th role="columnheader" scope="col">Quantity</th>
          <th role="columnheader" scope="col">Unit price</th>
          <th role="columnheader" scope="col">Amount</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {plan.lines.map((line) => (
          <tr role="row" key={line.lineItemId}>
            <td role="cell">
              <span className={classes["name"]}>{line.item.name}</span>{" "}
              {line.item.use === "create" && <Badge tone="info">{isPosted ? "New product" : "Product will be created"}</Badge>}
              {line.description !== "" && line.description !== line.item.name && <div className={classes["quiet"]}>{line.description}</div>}
            </td>
            <td role="cell">{quantityText(line.quantity)}</td>
            <td role="cell">{unitPriceText(line.unitPrice, plan.currency)}</td>
            <td role="cell">
              <Amount money={line.amount} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
