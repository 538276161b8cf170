/** Kinds of columns. JSON goes in as text and comes out parsed. */
import type { ColumnType } from "kysely";

export type Json<T> = ColumnType<T, string, string>;

export type Time = ColumnType<Date, string, string>;

export type OptionalTime = ColumnType<Date | null, string | null | undefined, string | null>;
