/** Links to records. */
import type { ObjectType } from "#domain/record.ts";
import { objectKinds } from "./object-kinds.ts";

/** Where the portal's records are opened by people. */
export interface RecordAddress {
  baseUrl: string;
  appUrl: string;
  portalId: string;
}

const vendorBaseUrl = "https://api.hubapi.com";

/** Where a person opens the record: HubSpot's own address, or a simulator's page. */
export function recordUrl({ baseUrl, appUrl, portalId }: RecordAddress, objectType: ObjectType, id: string): string {
  const { plural, typeId } = objectKinds[objectType];
  const base = appUrl.replace(/\/+$/, "");
  const isVendor = baseUrl.replace(/\/+$/, "") === vendorBaseUrl;
  return isVendor ? `${base}/contacts/${portalId}/record/${typeId}/${id}` : `${base}/${plural}/${id}`;
}
