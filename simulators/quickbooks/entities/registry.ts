/** Every kind of entity, by its name on the wire. */
import type { EntityName } from "../company.ts";
import type { EntityKind } from "./kind.ts";
import { attachableKind } from "./attachable.ts";
import { companyCurrencyKind, exchangeRateKind } from "./currencies.ts";
import { creditMemoKind } from "./credit-memo.ts";
import { depositKind } from "./deposit.ts";
import { estimateKind } from "./estimate.ts";
import { billKind, purchaseKind } from "./expenses.ts";
import { journalEntryKind } from "./journal-entry.ts";
import { refundReceiptKind, salesReceiptKind } from "./receipts.ts";
import { invoiceKind } from "./invoice.ts";
import { accountKind, classKind, departmentKind, itemKind, paymentMethodKind, termKind } from "./list-entries.ts";
import { paymentKind } from "./payment.ts";
import { customerKind, employeeKind, vendorKind } from "./people.ts";
import { taxAgencyKind, taxCodeKind, taxRateKind } from "./taxes.ts";

const kinds: EntityKind[] = [
  customerKind, vendorKind, employeeKind,
  itemKind, accountKind, classKind, departmentKind, termKind, paymentMethodKind,
  taxCodeKind, taxRateKind, taxAgencyKind, companyCurrencyKind, exchangeRateKind,
  invoiceKind, estimateKind, salesReceiptKind, refundReceiptKind, creditMemoKind, paymentKind, depositKind, purchaseKind, billKind, journalEntryKind,
  attachableKind,
];

const byName = new Map(kinds.map((kind) => [kind.name, kind]));

/** The kind of an entity; undefined = the simulator does not have it. */
export function kindOf(name: EntityName): EntityKind | undefined {
  return byName.get(name);
}
