/** Pages of lists. */
/** A page of a list, newest first. `after` = the last id of the page before. */
export interface PageQuery {
  limit: number;
  after?: string | undefined;
}
