/** What is due, for the sweep that heals a crash between a commit and its signal. */
import { type Kysely, sql } from "kysely";
import type { Instant } from "#domain/dates.ts";
import type { ConnectionId, WorkspaceId } from "#domain/ids.ts";
import type { Store } from "#domain/ports/store.ts";
import { mayBeSent } from "./postings.ts";
import type { Tables } from "./schema.ts";

type Due = Awaited<ReturnType<Store["dueWork"]>>;

/**
 * Asks per connection and workspace whether there is any, so that a large backlog costs no more than a small one. The
 * order of postings makes the planner take the index: it would rather read the whole table for one row.
 */
export async function dueWork(db: Kysely<Tables>, now: Instant): Promise<Due> {
  const { rows } = await sql<{ kind: keyof Due; id: string }>`
    select 'receive' as kind, id from connections where exists (select from events
      where connection_id = connections.id and settled_at is null and coalesce(not_before <= ${now}, true))
    union all
    select 'run', id from workspaces where exists (select from enrollments
      where workspace_id = workspaces.id and state in ('running', 'waiting') and wake_at <= ${now})
      or exists (select from waiting_matches join workflows on workflows.id = waiting_matches.workflow_id
        where workflows.workspace_id = workspaces.id and workflows.state = 'on')
    union all
    select 'post', connections.id from connections cross join lateral (select from postings
      join enrollments on enrollments.id = postings.enrollment_id
      where postings.connection_id = connections.id and postings.state in ('intended', 'sent')
        and due_at <= ${now} and ${mayBeSent}
      order by postings.workflow_id, postings.created_at limit 1) due
    union all
    select 'linkBack', id from connections where exists (select from documents
      where crm_connection_id = connections.id and link_back_state = 'pending'
        and coalesce(link_back_not_before <= ${now}, true))`.execute(db);
  const idsOf = (kind: keyof Due): string[] => rows.filter((row) => row.kind === kind).map((row) => row.id);
  return {
    receive: idsOf("receive") as ConnectionId[],
    run: idsOf("run") as WorkspaceId[],
    post: idsOf("post") as ConnectionId[],
    linkBack: idsOf("linkBack") as ConnectionId[],
  };
}
