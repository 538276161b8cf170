/** The pipelines of the portal and their stages. Only deals have some. */
import type { TypeName } from "./object-types.ts";

export interface Stage {
  id: string;
  label: string;
  displayOrder: number;
  probability: string;
  isClosed: boolean;
  createdAt: string;
  updatedAt: string;
}

export interface Pipeline {
  id: string;
  label: string;
  displayOrder: number;
  stages: Stage[];
  createdAt: string;
  updatedAt: string;
}

/** One change of a pipeline or a stage, as its audit tells it. */
export interface AuditEntry {
  identifier: string;
  action: "CREATE" | "UPDATE" | "DELETE";
  at: string;
  rawObject: unknown;
}

export interface PipelinesState {
  deals: Pipeline[];
  nextId: number;
  audit: AuditEntry[];
}

const firstDay = "2026-01-05T17:00:00.000Z";
const born = { createdAt: firstDay, updatedAt: firstDay };

function stage(id: string, label: string, displayOrder: number, probability: string, isClosed = false): Stage {
  return { id, label, displayOrder, probability, isClosed, ...born };
}

/** HubSpot's own first pipeline, with its stage ids, and one more as service businesses have. */
function firstPipelines(): Pipeline[] {
  return [
    {
      id: "default",
      label: "Sales Pipeline",
      displayOrder: 0,
      ...born,
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
      ...born,
      stages: [stage("104411201", "Up for renewal", 0, "0.5"), stage("104411202", "Closed Won", 1, "1.0", true), stage("104411203", "Closed Lost", 2, "0.0", true)],
    },
  ];
}

export class Pipelines {
  deals: Pipeline[];
  audit: AuditEntry[];
  #nextId: number;

  constructor(kept: PipelinesState | undefined) {
    this.deals = kept?.deals ?? firstPipelines();
    this.audit = kept?.audit ?? [];
    this.#nextId = kept?.nextId ?? 204_411_301;
  }

  state(): PipelinesState {
    return { deals: this.deals, nextId: this.#nextId, audit: this.audit };
  }

  of(type: TypeName): readonly Pipeline[] {
    return type === "deals" ? this.deals : [];
  }

  /** The stage with this id and its pipeline. */
  stageWithId(id: string | null | undefined): { pipeline: Pipeline; stage: Stage } | undefined {
    if (!id) return undefined;
    for (const pipeline of this.deals) {
      const found = pipeline.stages.find((one) => one.id === id);
      if (found !== undefined) return { pipeline, stage: found };
    }
    return undefined;
  }

  stages(): Stage[] {
    return this.deals.flatMap((one) => one.stages);
  }

  /** Ids of what a portal makes itself are numbers. */
  newId(): string {
    return String(this.#nextId++);
  }

  note(identifier: string, action: AuditEntry["action"], at: string, rawObject: unknown): void {
    this.audit = [{ identifier, action, at, rawObject }, ...this.audit];
  }
}

/** A pipeline as HubSpot's pipelines API answers it. */
export function pipelineJson({ id, label, displayOrder, stages, createdAt, updatedAt }: Pipeline): Record<string, unknown> {
  return { id, label, displayOrder, archived: false, createdAt, updatedAt, stages: stages.map(stageJson) };
}

/** A stage as HubSpot's pipelines API answers it: the metadata are texts. */
export function stageJson({ id, label, displayOrder, isClosed, probability, createdAt, updatedAt }: Stage): Record<string, unknown> {
  return { id, label, displayOrder, metadata: { isClosed: String(isClosed), probability }, writePermissions: "CRM_PERMISSIONS_ENFORCEMENT", archived: false, createdAt, updatedAt };
}
