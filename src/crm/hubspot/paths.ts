/**
 * Where HubSpot's endpoints are. From 2026 on the version is a date that stands after the API family; each is supported for 18
 * months. v3 (associations: v4) stands after `/crm` and answers until September 2027. A new version is one entry here.
 */

/** The API generations we speak. */
export const apiVersions = ["2026-09", "2026-03", "v3"] as const;
export type ApiVersion = (typeof apiVersions)[number];

/** What is used unless a connection says otherwise: the current one. */
export const usualVersion: ApiVersion = "2026-09";

/** The version with this name; the usual one for a name that this release does not speak (any more). */
export function versionNamed(name: string | null): ApiVersion {
  return apiVersions.find((version) => version === name) ?? usualVersion;
}

/** The paths of one generation. `type` is a plural object name as in `object-kinds.ts`. */
export interface Paths {
  create(type: string): string;
  /** Associates two records without a label. */
  associate(from: string, fromId: string, to: string, toId: string): string;
  batchRead(type: string): string;
  batchUpdate(type: string): string;
  search(type: string): string;
  associations(from: string, to: string): string;
  associationLabels(from: string, to: string): string;
  properties(type: string): string;
  propertyBatchCreate(type: string): string;
  propertyGroups(type: string): string;
  pipelines(type: string): string;
  accountDetails: string;
  /** Ends what workflow actions blocked: many at once, or one. */
  completeCallbacks: string;
  completeCallback(callbackId: string): string;
  owners: string;
  oauth: OAuthPaths;
}

/** Where permissions are given, looked at and taken back. */
export interface OAuthPaths {
  token: string;
  introspect: string;
  revoke: string;
  /** What a token of a private or project app says of itself; it has no version. */
  tokenInfo: string;
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
    associationLabels: (from, to) => `${families.associations}/${from}/${to}/labels`,
    properties: (type) => `${families.properties}/${type}`,
    propertyBatchCreate: (type) => `${families.properties}/${type}/batch/create`,
    propertyGroups: (type) => `${families.properties}/${type}/groups`,
    pipelines: (type) => `${families.pipelines}/${type}`,
    accountDetails: `${families.account}/details`,
    completeCallbacks: `${families.callbacks}/complete`,
    completeCallback: (callbackId) => `${families.callbacks}/${encodeURIComponent(callbackId)}/complete`,
    owners: families.owners,
    oauth: {
      token: `/oauth/${version}/token`,
      introspect: `/oauth/${version}/token/introspect`,
      revoke: `/oauth/${version}/token/revoke`,
      tokenInfo: "/oauth/v2/private-apps/get/access-token-info",
    },
  };
}

type Families = Record<"objects" | "associating" | "associations" | "properties" | "pipelines" | "account" | "owners" | "callbacks", string>;

const numbered: Families = {
  objects: "/crm/v3/objects",
  associating: "/crm/v4/objects",
  associations: "/crm/v4/associations",
  properties: "/crm/v3/properties",
  pipelines: "/crm/v3/pipelines",
  account: "/account-info/v3",
  callbacks: "/automation/v4/actions/callbacks",
  owners: "/crm/v3/owners",
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
    owners: `/crm/owners/${version}`,
  };
}
