import type { MigrationInterface, QueryRunner } from 'typeorm';

export class IncidentWords1760002060000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Numbers are found by how they begin; serial numbers, of which screens show the last digits, by how they end, too.
      CREATE INDEX alert_lot_words ON alert (lower(lot_number) text_pattern_ops);
      CREATE INDEX alert_serial_words ON alert (lower(serial) text_pattern_ops);
      CREATE INDEX alert_serial_ends ON alert (reverse(lower(serial)) text_pattern_ops);
      CREATE INDEX incident_rule ON incident (rule, status);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX alert_lot_words, alert_serial_words, alert_serial_ends, incident_rule');
  }
}
