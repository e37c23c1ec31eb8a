import type { DataSource, MigrationInterface } from "typeorm";

/** Hears of an update of a database that somebody has used already. */
export interface UpdateWatch {
  /** So many steps are to be done, after a copy is made. Nothing else is done until each has ended. */
  begins: (steps: number) => Promise<void>;
  step: (name: string, number: number) => void;
  /** The last one has ended; otherwise one has failed, and the database is as it was before that one. */
  ends: (well: boolean) => Promise<void>;
}

/** Brings the database up to date; each step is told before it begins. */
export async function update(
  dataSource: DataSource,
  steps: number,
  watch: UpdateWatch,
  copy: () => void,
): Promise<void> {
  let well = false;
  try {
    await watch.begins(steps);
    copy();
    tellEach(dataSource.migrations, watch);
    await dataSource.runMigrations();
    well = true;
  } finally {
    await watch.ends(well);
  }
}

function tellEach(migrations: readonly MigrationInterface[], { step }: UpdateWatch): void {
  let number = 0;
  for (const migration of migrations) {
    const up = migration.up.bind(migration);
    migration.up = async (runner) => {
      number += 1;
      // Without the moment that orders it.
      step((migration.name ?? "").replace(/\d+$/, ""), number);
      await up(runner);
    };
  }
}
