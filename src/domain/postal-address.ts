/** An address; empty texts are unknown. */
export interface PostalAddress {
  /** Name, street and the like, each on its own line. */
  lines: string[];
  city: string;
  /** State or province, as the country writes it. */
  region: string;
  postalCode: string;
  country: string;
}
