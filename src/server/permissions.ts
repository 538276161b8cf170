/**
 * Which right each procedure of the contract needs. A procedure without a row does not compile; the check itself stands
 * before every handler (`api.ts`).
 */
import { type AnyContractProcedure, isContractProcedure } from "@orpc/contract";
import { contract } from "#api/contract.ts";
import type { Right } from "#domain/role.ts";

type Rows<Router> = { [Name in keyof Router]: Router[Name] extends AnyContractProcedure ? Right : Rows<Router[Name]> };

const permissions: Rows<typeof contract> = {
  me: "read",
  account: { setPassword: "read" },
  workspaces: { create: "administer", choose: "read", rename: "administer" },
  members: { list: "read", invite: "administer", withdraw: "administer", change: "administer", remove: "administer" },
  apiKeys: { list: "administer", create: "administer", revoke: "administer" },
  audit: { list: "administer", export: "administer" },
  overview: "read",
  performance: "read",
  workflows: {
    list: "read",
    get: "read",
    matching: "read",
    turnOn: "edit",
    turnOff: "edit",
    pause: "edit",
    resume: "edit",
    enrollMany: "edit",
    enroll: "edit",
    plan: "read",
    explain: "read",
    planMany: "read",
    catalog: "read",
    newGroup: "read",
    stepForm: "read",
    create: "edit",
    rename: "edit",
    saveDraft: "edit",
    discardDraft: "edit",
    review: "read",
    publish: "edit",
    versions: "read",
    version: "read",
    recipes: "read",
    copy: "edit",
    remove: "edit",
    compare: "read",
    restore: "edit",
    placeholders: "read",
    exportFile: "read",
    importFile: "edit",
    validateFile: "read",
    planFile: "read",
    fileSchema: "read",
  },
  crm: { associatedTypes: "read", properties: "read" },
  pickers: { search: "read" },
  enrollments: { list: "read", get: "read", retry: "edit", resolve: "edit", cancel: "edit", cancelMany: "edit" },
  approvals: { list: "read", get: "read", approve: "approve", approveMany: "approve", reject: "approve" },
  alerts: { list: "read" },
  attention: { list: "read", retryAll: "edit", documents: "read", settleDocuments: "edit" },
  links: { list: "read", unmatched: "read", search: "read", save: "edit", remove: "edit" },
  documents: { list: "read", get: "read", check: "edit", retryLinkBack: "edit" },
  connections: {
    list: "read",
    get: "read",
    options: "read",
    connect: "administer",
    crmOptions: "read",
    tryToken: "administer",
    connectToken: "administer",
    connectApp: "administer",
    saveCrmSettings: "administer",
    check: "administer",
    setReadOnly: "administer",
    saveAllowance: "administer",
    settings: "read",
    saveSettings: "administer",
    disconnect: "administer",
  },
  crmApp: { hubspot: "administer" },
  webhookSecret: { get: "administer", renew: "administer" },
  notifications: { get: "read", save: "read" },
  webhooks: { list: "administer", add: "administer", remove: "administer", test: "administer", deliveries: "administer" },
  records: { find: "read", list: "read", get: "read" },
  unbilled: { counts: "read", list: "read", enroll: "edit", ignore: "edit", heed: "edit" },
  setup: { get: "read", save: "administer" },
  ownRecords: { put: "edit", putMany: "edit", get: "read", list: "read", remove: "edit", properties: "read", saveProperty: "edit" },
  doctor: "administer",
  changes: "read",
};

/** The right that a procedure needs; one that the table does not know is a bug. */
export function rightNeeded(path: readonly string[]): Right {
  let row: unknown = permissions;
  for (const name of path) row = typeof row === "object" && row !== null && Object.hasOwn(row, name) ? (row as Record<string, unknown>)[name] : undefined;
  if (typeof row !== "string") throw new Error(`no permission is noted for the procedure ${path.join(".")}`);
  return row as Right;
}

/** The path of every procedure of the contract. */
export function procedurePaths(router: object = contract, above: readonly string[] = []): string[][] {
  return Object.entries(router).flatMap(([name, one]: [string, object]) => (isContractProcedure(one) ? [[...above, name]] : procedurePaths(one, [...above, name])));
}
