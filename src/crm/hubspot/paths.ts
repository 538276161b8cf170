/**
 * Where HubSpot's endpoints are. From 2026 on the version is a date that stands after the API family; v3 (associations:
 * v4) stands after `/crm` and answers until September 2027.
 */

/** The API generations we speak. */
export type ApiVersion = "2026-09" | "v3";

/** The paths of one generation. `type` is a plural object name as in `object-kinds.ts`. */
export interface Paths {
  create(type: string): string;
  /** Associates two records without a label. */
  associate(from: string, fromId: string, to: string, toId: string): string;
  batchRead(type: string): string;
  batchUpdate(type: string): string;
  search(type: string): string;
  associations(from: string, to: string): string;
  properties(type: string): string;
  propertyBatchCreate(type: string): string;
  propertyGroups(type: string): string;
  pipelines(type: string): string;
  accountDetails: string;
  /** Ends what workflow actions blocked: many at once, or one. */
  completeCallbacks: string;
  completeCallback(callbackId: string): string;
}

/** The paths of an API generation. */
export function pathsOf(version: ApiVersion): Paths {
  const families = version === "v3" ? numbered : dated(version);
  return {
    create: (type) => `${families.objects}/${type}`,
    associate: (from, fromId, to, toId) => `${families.associating}/${from}/${fromId}/associations/default/${to}/${toId}`,
    batchRead: (type) => `${families.objects}/${type}/batch/read`,
    batchUpdate: (type) => `${families.objects}/${type}/batch/update`,
    search: (type) => `${families.objects}/${type}/search`,
    associations: (from, to) => `${families.associations}/${from}/${to}/batch/read`,
    properties: (type) => `${families.properties}/${type}`,
    propertyBatchCreate: (type) => `${families.properties}/${type}/batch/create`,
    propertyGroups: (type) => `${families.properties}/${type}/groups`,
    pipelines: (type) => `${families.pipelines}/${type}`,
    accountDetails: `${families.account}/details`,
    completeCallbacks: `${families.callbacks}/complete`,
    completeCallback: (callbackId) => `${families.callbacks}/${encodeURIComponent(callbackId)}/complete`,
  };
}

type Families = Record<"objects" | "associating" | "associations" | "properties" | "pipelines" | "account" | "callbacks", string>;

const numbered: Families = {
  objects: "/crm/v3/objects",
  associating: "/crm/v4/objects",
  associations: "/crm/v4/associations",
  properties: "/crm/v3/properties",
  pipelines: "/crm/v3/pipelines",
  account: "/account-info/v3",
  callbacks: "/automation/v4/actions/callbacks",
};

function dated(version: string): Families {
  return {
    objects: `/crm/objects/${version}`,
    associating: `/crm/objects/${version}`,
    associations: `/crm/associations/${version}`,
    properties: `/crm/properties/${version}`,
    pipelines: `/crm/pipelines/${version}`,
    account: `/account-info/${version}`,
    callbacks: `/automation/actions/callbacks/${version}`,
  };
}
