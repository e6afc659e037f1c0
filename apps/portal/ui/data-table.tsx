'use client';

import { Skeleton } from '@mantine/core';
import Link from 'next/link';
import type { ReactNode } from 'react';
import classes from './data-table.module.css';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'end';
  /** Left out where the table is a list of cards. */
  wideOnly?: boolean;
  width?: string;
}

export interface DataTableProps<Row> {
  /** Name of the table for those who hear it. */
  label: string;
  columns: readonly [Column<Row>, ...Column<Row>[]];
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  /** Where a row leads; the first column becomes the link and the whole row its target. */
  href?: (row: Row) => string;
  onOpen?: (row: Row) => void;
  /** Marks the row that a detail beside the table shows. */
  current?: string | undefined;
  empty: ReactNode;
}

const PLACEHOLDER_ROWS = [0, 1, 2, 3, 4, 5];

/** A table on wide screens and a list of cards on narrow ones, from the same markup. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, empty, current } = props;
  if (rows?.length === 0) return <>{empty}</>;
  return (
    <table className={classes.table} role="table" aria-label={label} aria-busy={rows === undefined}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map(({ key, header, align, width }) => (
            <th
              key={key}
              role="columnheader"
              scope="col"
              data-align={align}
              style={width ? { width } : undefined}
            >
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows === undefined
          ? PLACEHOLDER_ROWS.map((n) => (
              <tr key={n} role="row">
                {columns.map(({ key, wideOnly }) => (
                  <td key={key} role="cell" data-wide-only={wideOnly || undefined}>
                    <Skeleton height={12} width={`${45 + ((n * 17 + key.length * 11) % 45)}%`} radius="sm" />
                  </td>
                ))}
              </tr>
            ))
          : rows.map((row) => (
              <TableRow key={rowKey(row)} row={row} isCurrent={current === rowKey(row)} {...props} />
            ))}
      </tbody>
    </table>
  );
}

function TableRow<Row>({
  row,
  isCurrent,
  columns,
  href,
  onOpen,
}: DataTableProps<Row> & { row: Row; isCurrent: boolean }) {
  const [first, ...rest] = columns;
  const content = first.cell(row);
  const opens = href !== undefined || onOpen !== undefined;
  return (
    <tr role="row" data-opens={opens || undefined} data-current={isCurrent || undefined}>
      <th role="rowheader" scope="row" data-align={first.align}>
        {href ? (
          <Link className={classes.open} href={href(row)}>
            {content}
          </Link>
        ) : onOpen ? (
          <button type="button" className={classes.open} aria-pressed={isCurrent} onClick={() => onOpen(row)}>
            {content}
          </button>
        ) : (
          content
        )}
      </th>
      {rest.map(({ key, header, cell, align, wideOnly }) => (
        <td
          key={key}
          role="cell"
          data-label={header}
          data-align={align}
          data-wide-only={wideOnly || undefined}
        >
          {cell(row)}
        </td>
      ))}
    </tr>
  );
}
