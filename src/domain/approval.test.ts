import { describe, expect, it } from "vitest";
import { beyondLimit } from "./approval.ts";
import type { Money } from "./money.ts";

const usd = (amountMinor: number): Money => ({ amountMinor, currency: "USD" });
const eur = (amountMinor: number): Money => ({ amountMinor, currency: "EUR" });

describe("a limit on approvals", () => {
  const cases: { says: string; limit: Money | null; totals: Money[]; beyond: Money | null | "within" }[] = [
    { says: "is no limit when there is none", limit: null, totals: [usd(9_999_999)], beyond: "within" },
    { says: "allows what comes to it exactly", limit: usd(50_000), totals: [usd(50_000)], beyond: "within" },
    { says: "stops one cent more", limit: usd(50_000), totals: [usd(50_001)], beyond: usd(50_001) },
    { says: "counts each document by itself, since an invoice and its payment are one sale", limit: usd(50_000), totals: [usd(50_000), usd(50_000)], beyond: "within" },
    { says: "stops when any document is beyond it", limit: usd(50_000), totals: [usd(10), usd(60_000)], beyond: usd(60_000) },
    { says: "stops another currency", limit: usd(50_000), totals: [eur(1)], beyond: eur(1) },
    { says: "stops what has no amount yet", limit: usd(50_000), totals: [], beyond: null },
  ];
  it.each(cases)("$says", ({ limit, totals, beyond }) => {
    const found = beyondLimit({ approvalLimit: limit }, totals.map((total) => ({ total })));
    expect(found).toEqual(beyond === "within" ? null : { code: "approval-beyond-limit", limit, total: beyond });
  });
});
