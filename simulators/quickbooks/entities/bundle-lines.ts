/** Bundles on sales documents: a group item that stands for several items with their own amounts. */
import { Big } from "big.js";
import type { Company, Entity } from "../company.ts";
import { missing, Refusal } from "../fault-bodies.ts";
import { amount, toCents, wire } from "../money.ts";
import { labelled, refId, referred } from "../references.ts";
import type { Members } from "../wire-object.ts";

/**
 * A bundle's line. Its parts may be sent; otherwise the bundle's own come, as often as it is sold, at their usual prices. The bundle
 * itself shows no amount (vendor sample). `prepared` = what makes a part ready to be stored.
 */
export function bundleLine(company: Company, line: Members, prepared: (part: Members) => Members): Members {
  const detail = (line["GroupLineDetail"] ?? {}) as Members;
  const id = refId(detail["GroupItemRef"]);
  if (id === undefined) throw missing("GroupItemRef");
  const bundle = referred(company, "Item", id, "GroupItemRef");
  if (bundle["Type"] !== "Group") throw new Refusal("2500", `Invalid Reference Id : Items element id ${id} is not a bundle`, "GroupItemRef");
  const quantity = amount(detail["Quantity"]) ?? new Big(1);
  const given = detail["Line"] as Members[] | undefined;
  const parts = given && given.length > 0 ? given : ownParts(company, bundle, quantity);
  return {
    Description: bundle["Description"],
    ...line,
    Amount: 0,
    GroupLineDetail: { ...detail, GroupItemRef: labelled(bundle), Quantity: wire(quantity), Line: parts.map((part) => prepared({ DetailType: "SalesItemLineDetail", ...part })) },
  };
}

function ownParts(company: Company, bundle: Entity, quantity: Big): Members[] {
  const parts = ((bundle["ItemGroupDetail"] as { ItemGroupLine?: Members[] } | undefined)?.ItemGroupLine ?? []);
  return parts.map((part) => {
    const item = referred(company, "Item", refId(part["ItemRef"]) ?? "", "ItemRef");
    const pieces = quantity.times(amount(part["Qty"]) ?? 1);
    const price = amount(item["UnitPrice"]) ?? new Big(0);
    return { Description: item["Description"], Amount: wire(toCents(pieces.times(price))), SalesItemLineDetail: { ItemRef: labelled(item), Qty: wire(pieces), UnitPrice: wire(price) } };
  });
}
