/** The deal pipelines of the portal. */
export interface Stage {
  id: string;
  label: string;
  displayOrder: number;
  probability: string;
  isClosed: boolean;
}

export interface Pipeline {
  id: string;
  label: string;
  displayOrder: number;
  stages: Stage[];
}

function stage(id: string, label: string, displayOrder: number, probability: string, isClosed = false): Stage {
  return { id, label, displayOrder, probability, isClosed };
}

/** HubSpot's own first pipeline, with its stage ids, and one more as service businesses have. */
export const dealPipelines: Pipeline[] = [
  {
    id: "default",
    label: "Sales Pipeline",
    displayOrder: 0,
    stages: [
      stage("appointmentscheduled", "Appointment Scheduled", 0, "0.2"),
      stage("qualifiedtobuy", "Qualified To Buy", 1, "0.4"),
      stage("presentationscheduled", "Presentation Scheduled", 2, "0.6"),
      stage("decisionmakerboughtin", "Decision Maker Bought-In", 3, "0.8"),
      stage("contractsent", "Contract Sent", 4, "0.9"),
      stage("closedwon", "Closed Won", 5, "1.0", true),
      stage("closedlost", "Closed Lost", 6, "0.0", true),
    ],
  },
  {
    id: "51230817",
    label: "Maintenance renewals",
    displayOrder: 1,
    stages: [
      stage("104411201", "Up for renewal", 0, "0.5"),
      stage("104411202", "Closed Won", 1, "1.0", true),
      stage("104411203", "Closed Lost", 2, "0.0", true),
    ],
  },
];

const stages = new Map(dealPipelines.flatMap((pipeline) => pipeline.stages.map((one) => [one.id, { pipeline, stage: one }] as const)));

/** The stage with this id and its pipeline. */
export function stageWithId(id: string | null | undefined): { pipeline: Pipeline; stage: Stage } | undefined {
  return id ? stages.get(id) : undefined;
}

export const allStageIds: readonly string[] = [...stages.keys()];

/** A pipeline as HubSpot's pipelines API answers it. */
export function pipelineJson(pipeline: Pipeline): Record<string, unknown> {
  const times = { archived: false, createdAt: "2026-01-05T17:00:00.000Z", updatedAt: "2026-01-05T17:00:00.000Z" };
  return {
    id: pipeline.id,
    label: pipeline.label,
    displayOrder: pipeline.displayOrder,
    ...times,
    stages: pipeline.stages.map((one) => stageJson(one)),
  };
}

/** A stage as HubSpot's pipelines API answers it: the metadata are texts. */
export function stageJson(one: Stage): Record<string, unknown> {
  return {
    id: one.id,
    label: one.label,
    displayOrder: one.displayOrder,
    metadata: { isClosed: String(one.isClosed), probability: one.probability },
    writePermissions: "CRM_PERMISSIONS_ENFORCEMENT",
    archived: false,
    createdAt: "2026-01-05T17:00:00.000Z",
    updatedAt: "2026-01-05T17:00:00.000Z",
  };
}
