/**
 * Of two transactions that wait for each other's rows PostgreSQL ends one, as if it had never begun. Here, in one place, it is
 * done again: a transaction as a whole, and a statement outside of one by itself.
 */
import { type DatabaseConnection, type Driver, Kysely, PostgresDialect, type QueryResult, type TransactionBuilder } from "kysely";
import { isConflict } from "./lost-connection.ts";
import type { Tables } from "./schema.ts";

/** After so many the trouble is another one, and is thrown. */
const mostTries = 12;
const longestPauseMs = 400;

/** A database whose transactions do not act outside of it: they may be done twice. */
export class RepeatingDatabase extends Kysely<Tables> {
  override transaction(): TransactionBuilder<Tables> {
    const transaction = super.transaction();
    const execute = transaction.execute.bind(transaction);
    transaction.execute = (work) => repeated(() => execute(work));
    return transaction;
  }
}

/** PostgreSQL, with statements outside of transactions repeated. */
export class RepeatingDialect extends PostgresDialect {
  override createDriver(): Driver {
    return repeatingDriver(super.createDriver());
  }
}

function repeatingDriver(driver: Driver): Driver {
  const innerOf = new WeakMap<DatabaseConnection, DatabaseConnection>();
  const inTransaction = new WeakSet<DatabaseConnection>();
  const inner = (connection: DatabaseConnection): DatabaseConnection => innerOf.get(connection) ?? connection;

  function repeating(connection: DatabaseConnection): DatabaseConnection {
    const outer: DatabaseConnection = {
      executeQuery: <Row>(...query: Parameters<DatabaseConnection["executeQuery"]>): Promise<QueryResult<Row>> => {
        const run = () => connection.executeQuery<Row>(...query);
        return inTransaction.has(outer) ? run() : repeated(run);
      },
      streamQuery: (...query) => connection.streamQuery(...query),
    };
    innerOf.set(outer, connection);
    return outer;
  }

  return {
    init: (options) => driver.init(options),
    acquireConnection: async (options) => repeating(await driver.acquireConnection(options)),
    beginTransaction: async (connection, settings) => {
      await driver.beginTransaction(inner(connection), settings);
      inTransaction.add(connection);
    },
    commitTransaction: (connection) => driver.commitTransaction(inner(connection)),
    rollbackTransaction: (connection) => driver.rollbackTransaction(inner(connection)),
    releaseConnection: (connection, options) => driver.releaseConnection(inner(connection), options),
    destroy: (options) => driver.destroy(options),
  };
}

async function repeated<Value>(run: () => Promise<Value>): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await run();
    } catch (problem) {
      if (!isConflict(problem) || tries === mostTries) throw problem;
      // By chance, so that the two do not meet again.
      const pauseMs = Math.random() * Math.min(longestPauseMs, 10 * 2 ** tries);
      await new Promise((resume) => setTimeout(resume, pauseMs));
    }
  }
}
