import type { MigrationInterface, QueryRunner } from 'typeorm';

const SEALED = {
  dispense_line: ['substitution_reason', 'override_reason', 'undo_reason'],
  not_dispensed: ['note'],
  prescription: ['cancel_reason'],
  prescription_item: ['cancel_reason'],
  case_entry: ['text'],
  emergency_access: ['words', 'review_words'],
  access_request: ['words'],
};

/**
 * What people write about patients is sealed. Only the processes have the key, so rows of before cannot be carried over.
 */
export class SealedReasons1760001980000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    const written = Object.entries(SEALED).map(
      ([table, columns]) => `SELECT 1 FROM ${table} WHERE ${columns.map((c) => `${c} <> ''`).join(' OR ')}`,
    );
    await db.query(`
      DO $$ BEGIN
        IF EXISTS (${written.join(' UNION ALL ')} UNION ALL SELECT 1 FROM case_photo) THEN
          RAISE EXCEPTION 'These data are of an earlier version, which kept what people wrote about patients in clear. Start anew with empty data: npm start -- --reset.';
        END IF;
      END $$;
    `);
    for (const [table, columns] of Object.entries(SEALED))
      for (const column of columns)
        await db.query(
          `ALTER TABLE ${table} ALTER COLUMN ${column} DROP NOT NULL, ALTER COLUMN ${column} TYPE bytea USING NULL`,
        );
  }

  async down(db: QueryRunner): Promise<void> {
    for (const [table, columns] of Object.entries(SEALED))
      for (const column of columns)
        await db.query(`ALTER TABLE ${table} ALTER COLUMN ${column} TYPE text USING NULL`);
    for (const { table, column } of [
      { table: 'case_entry', column: 'text' },
      { table: 'emergency_access', column: 'words' },
      { table: 'access_request', column: 'words' },
    ]) {
      await db.query(`UPDATE ${table} SET ${column} = ''`);
      await db.query(`ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL`);
    }
  }
}
