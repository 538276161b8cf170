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

function Lines({ plan, isPosted }: { plan: DocumentPlanReply; isPosted: boolean }): ReactNode {
  return (
    <div className={classes["scroll"]} tabIndex={0} role="region" aria-label="Lines">
      <table className={classes["lines"]}>
        <thead>
          <tr>
            <th scope="col">Product or service</th>
            <th scope="col">Quantity</th>
            <th scope="col">Unit price</th>
            <th scope="col">Amount</th>
          </tr>
        </thead>
        <tbody>
          {plan.lines.map((line) => (
            <tr key={line.lineItemId}>
              <td>
                <span className={classes["name"]}>{line.item.name}</span>{" "}
                {line.item.use === "create" && <Badge tone="info">{isPosted ? "New product" : "Product will be created"}</Badge>}
                {line.description !== "" && line.description !== line.item.name && <div className={classes["quiet"]}>{line.description}</div>}
              </td>
              <td>{quantityText(line.quantity)}</td>
              <td>{unitPriceText(line.unitPrice, plan.currency)}</td>
              <td>
                <Amount money={line.amount} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
