/** The tax rates of the portal, which line items name by their id. */

interface TaxRate {
  id: string;
  name: string;
  /** What buyers see. */
  label: string;
  /** Percent. */
  percentageRate: string;
}

export const taxRates: readonly TaxRate[] = [
  { id: "5100201", name: "Alameda County sales tax", label: "Sales tax", percentageRate: "10.25" },
  { id: "5100202", name: "San Francisco sales tax", label: "Sales tax", percentageRate: "8.625" },
  { id: "5100203", name: "Exempt", label: "Exempt", percentageRate: "0" },
];
