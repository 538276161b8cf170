import type { ReactNode } from "react";
import classes from "./row-table.module.css";

export interface Column<Row> {
  header: string;
  cell: (row: Row) => ReactNode;
  /** Amounts and counts stand at the end. */
  align?: "end";
}

interface RowTableProps<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}

/**
 * A table that becomes a list of cards in a narrow window. The first column names the row. Roles are written out
 * because browsers drop a table's meaning when its parts are laid out as blocks.
 */
export function RowTable<Row extends { id: string }>({ label, columns, rows }: RowTableProps<Row>): ReactNode {
  return (
    <div className={classes["frame"]}>
      <table className={classes["table"]} role="table" aria-label={label}>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.header} role="columnheader" scope="col" data-align={column.align}>
                {column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.id} role="row">
              {columns.map((column, index) => (
                <td key={column.header} role={index === 0 ? "rowheader" : "cell"} data-label={column.header} data-align={column.align}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
