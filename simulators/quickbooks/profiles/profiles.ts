/** Companies to start from. */
import type { CompanyState } from "../company.ts";
import { caCompany } from "./ca.ts";
import { nlCompany } from "./nl.ts";
import { ukCompany } from "./uk.ts";
import { multicurrencyCompany, usCompany, usManualTaxCompany } from "./us.ts";

const profiles = {
  us: usCompany,
  "us-manual-tax": usManualTaxCompany,
  nl: nlCompany,
  uk: ukCompany,
  ca: caCompany,
  multicurrency: multicurrencyCompany,
} satisfies Record<string, (realmId: string) => CompanyState>;
export type ProfileName = keyof typeof profiles;
export const profileNames = Object.keys(profiles) as ProfileName[];

/** The realm of the company that is always there. */
export const sampleRealmId = "9341452000000001";

/** Whether there is a profile of that name. */
export function isProfile(name: unknown): name is ProfileName {
  return profileNames.some((one) => one === name);
}

/** A company as it is on its first day. */
export function profileCompany(profile: ProfileName, realmId: string, name?: string): CompanyState {
  const state = profiles[profile](realmId);
  return name === undefined ? state : { ...state, info: { ...state.info, CompanyName: name, LegalName: name } };
}
