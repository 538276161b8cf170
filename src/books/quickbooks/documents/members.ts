/** Members that documents of several kinds write alike. Absent facts are left out: QuickBooks then takes its own. */
import type { LocalDate } from "#domain/dates.ts";
import type { BooksRef } from "#domain/document/references.ts";
import type { PostalAddress } from "#domain/postal-address.ts";
import { decimalText, type Decimal, type Money } from "#domain/money.ts";
import type { BooksCompany } from "#domain/ports/books.ts";
import { wireNumber, wireRate } from "../amounts.ts";
import { cutTo } from "../wire-text.ts";

export type Wire = Record<string, unknown>;

/** Reference: 5.2 and 5.12. Notes and addresses are cut at these lengths; numbers and e-mail addresses never are. */
const longestNote = 4_000;
const longestMemo = 1_000;
const longestAddressLine = 500;
const mostAddressLines = 5;

/** One member, or nothing when there is no value. */
export function member(name: string, value: unknown): Wire {
  return value === null || value === "" ? {} : { [name]: value };
}

/** A member that points at something, or nothing. */
export function refMember(name: string, ref: BooksRef | null): Wire {
  return ref === null ? {} : { [name]: { value: ref.id } };
}

/** An amount as the wire has it. */
export function wireMoney(money: Money): number {
  return wireNumber(decimalText(money));
}

/** Date and money of any document. A company with one currency refuses to hear of any. */
export function commonMembers(plan: { transactionDate: LocalDate; currency: string; exchangeRate: Decimal | null }, company: BooksCompany): Wire {
  return {
    TxnDate: plan.transactionDate,
    ...(company.multicurrency ? { CurrencyRef: { value: plan.currency }, ...member("ExchangeRate", plan.exchangeRate && wireRate(plan.exchangeRate)) } : {}),
  };
}

/** The private note with our mark. The mark is never cut off: the note before it is. */
export function noteWith(note: string, mark: string): string {
  return note === "" ? mark : `${cutTo(note, longestNote - mark.length - 1)} ${mark}`;
}

/** Text the customer sees. */
export function memoMember(memo: string): Wire {
  return memo === "" ? {} : { CustomerMemo: { value: cutTo(memo, longestMemo) } };
}

/** Addresses of one kind are one text, separated by commas. */
export function emailMember(name: string, addresses: readonly string[]): Wire {
  return addresses.length === 0 ? {} : { [name]: { Address: addresses.join(",") } };
}

/** An address of at most five lines; what would be the sixth is told on the fifth. */
export function addressMember(name: string, address: PostalAddress | null): Wire {
  if (address === null) return {};
  const { lines, city, region, postalCode, country } = address;
  const kept = lines.length > mostAddressLines ? [...lines.slice(0, mostAddressLines - 1), lines.slice(mostAddressLines - 1).join(", ")] : lines;
  const numbered = kept.map((line, index) => [`Line${index + 1}`, cutTo(line, longestAddressLine)]);
  return {
    [name]: {
      ...Object.fromEntries(numbered),
      ...member("City", city),
      ...member("CountrySubDivisionCode", region),
      ...member("PostalCode", postalCode),
      ...member("Country", country),
    },
  };
}
