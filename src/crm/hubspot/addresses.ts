/** Addresses, which HubSpot keeps as several properties of a record. */
import type { PostalAddress } from "#domain/postal-address.ts";
import { textOf, type Properties } from "./property-values.ts";

/** The properties that an address is made of. */
interface AddressProperties {
  lines: readonly string[];
  city: string;
  region: string;
  postalCode: string;
  country: string;
}

export const contactAddress: AddressProperties = { lines: ["address"], city: "city", region: "state", postalCode: "zip", country: "country" };
export const companyAddress: AddressProperties = { ...contactAddress, lines: ["address", "address2"] };

export const paymentBillingAddress = paymentAddress("hs_billing_address");
export const paymentShippingAddress: AddressProperties = {
  ...paymentAddress("hs_shipping_address"),
  lines: ["hs_shipping_ship_to_name", "hs_shipping_address_line_1", "hs_shipping_address_line_2"],
};

function paymentAddress(start: string): AddressProperties {
  return { lines: [`${start}_line_1`, `${start}_line_2`], city: `${start}_city`, region: `${start}_state`, postalCode: `${start}_zip`, country: `${start}_country` };
}

/** All properties of an address. */
export function propertiesOfAddress({ lines, city, region, postalCode, country }: AddressProperties): string[] {
  return [...lines, city, region, postalCode, country];
}

/** The address; null when all of it is empty. */
export function addressOf(properties: Properties, names: AddressProperties): PostalAddress | null {
  const text = (name: string): string => textOf(properties, name) ?? "";
  const address = {
    lines: names.lines.map(text).filter((line) => line !== ""),
    city: text(names.city),
    region: text(names.region),
    postalCode: text(names.postalCode),
    country: text(names.country),
  };
  const isEmpty = address.lines.length === 0 && [address.city, address.region, address.postalCode, address.country].every((part) => part === "");
  return isEmpty ? null : address;
}
