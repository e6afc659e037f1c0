import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Findings1760001620000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE alert ADD COLUMN finding text;
      -- Facts are named alike, whatever the rule.
      UPDATE alert a SET evidence = jsonb_strip_nulls(jsonb_build_object(
          'at', coalesce(a.evidence->'at', a.evidence->'readAt', to_jsonb(a.event_time)),
          'gtin', (SELECT p.gtin FROM product p WHERE p.id = a.product_id), 'serial', a.serial, 'lot', a.lot_number,
          'count', coalesce(a.evidence->'reads', a.evidence->'unknownSerialsWithinAnHour', a.evidence->'within30Days',
                            a.evidence->'undos', a.evidence->'count'),
          'minutes', CASE a.rule WHEN 'UNKNOWN_SERIAL' THEN '10' ELSE a.evidence->'minutesBefore' END,
          'hours', CASE a.rule WHEN 'UNKNOWN_LOT' THEN '24'::jsonb END,
          'irregularReason', CASE WHEN a.evidence ? 'operation' THEN NULL ELSE a.evidence->'reason' END))
        || (a.evidence - ARRAY['readAt', 'reads', 'unknownSerialsWithinAnHour', 'within30Days', 'undos', 'readTwice',
                               'minutesBefore'] - CASE WHEN a.evidence ? 'operation' THEN '' ELSE 'reason' END),
        finding = CASE a.rule
          WHEN 'DUPLICATE_DISPENSE' THEN CASE WHEN a.evidence ? 'verdict' THEN 'READ_ELSEWHERE'
            WHEN a.evidence->>'dispensedHere' = 'true' THEN 'SUPPLY_REPEATED_HERE' ELSE 'SUPPLIED_ELSEWHERE' END
          WHEN 'REPEATED_HERE' THEN 'READ_AGAIN_HERE'
          WHEN 'DISPENSED_AGAIN' THEN 'BACK_DAYS_LATER'
          WHEN 'NOT_IN_CUSTODY' THEN CASE WHEN NOT a.evidence ? 'verdict' THEN 'SUPPLY_NOT_HELD'
            WHEN a.evidence->>'holder' = 'SUPPLIER' THEN 'DELIVERY_NOT_RECORDED' ELSE 'NEVER_DELIVERED' END
          WHEN 'UNKNOWN_SERIAL' THEN CASE WHEN a.evidence->>'readTwice' = 'true' THEN 'SERIAL_READ_TWICE'
            ELSE 'SERIAL_NOT_CORRECTED' END
          WHEN 'UNKNOWN_LOT' THEN 'LOT_NOT_REGISTERED'
          WHEN 'SERIAL_GUESSING' THEN 'SERIALS_TRIED'
          WHEN 'IMPOSSIBLE_TRAVEL' THEN 'TWO_PLACES_AT_ONCE'
          WHEN 'RECORD_MISMATCH' THEN 'RECORD_DIFFERS'
          WHEN 'DECOMMISSIONED_REAPPEARS' THEN CASE WHEN a.evidence ? 'verdict' THEN 'BACK_ON_A_COUNTER'
            ELSE 'SUPPLY_DECOMMISSIONED' END
          WHEN 'VOUCHER_MISUSED' THEN CASE a.evidence->>'reason' WHEN 'InvalidVoucher' THEN 'VOUCHER_INVALID'
            WHEN 'VoucherSpent' THEN 'VOUCHER_SPENT' WHEN 'QuantityExceeded' THEN 'VOUCHER_EXCEEDED'
            ELSE 'VOUCHER_CANCELLED' END
          WHEN 'HANDED_OUT_REFUSED' THEN 'REFUSED_AFTER_HAND_OUT'
          WHEN 'IRREGULAR_SUPPLY' THEN 'SUPPLY_REPORTED'
          WHEN 'OUTFLOW_OVER_INFLOW' THEN 'SUPPLIES_UNAUTHORISED'
          WHEN 'DISPENSED_AND_UNDONE' THEN 'UNDONE_REPEATEDLY'
          WHEN 'RECALLED_SUPPLIED' THEN CASE WHEN a.evidence ? 'operation' THEN 'RECALLED_HANDED_OUT'
            ELSE 'RECALLED_REPORTED' END
          WHEN 'DELIVERY_MISMATCH' THEN 'DELIVERY_DIFFERS'
          WHEN 'REFUSED_BY_LEDGER' THEN 'LEDGER_REFUSED'
          WHEN 'SERIAL_REPEATED' THEN 'SERIALS_REPEATED'
          WHEN 'LOT_OF_TWO_MAKERS' THEN 'TWO_MAKERS'
          ELSE 'CONTRADICTS_RECORD' END;
      ALTER TABLE alert ALTER COLUMN finding SET NOT NULL;

      ALTER TABLE incident ADD COLUMN rule text, ADD COLUMN gravest text, ADD COLUMN alert_count integer,
        ADD COLUMN site_count integer;
      UPDATE incident i SET
        (rule, gravest) = (SELECT a.rule, a.severity FROM alert a WHERE a.incident_id = i.id
          ORDER BY array_position(ARRAY['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'], a.severity), a.id LIMIT 1),
        alert_count = (SELECT count(*) FROM alert a WHERE a.incident_id = i.id),
        site_count = (SELECT count(DISTINCT s.site_id) FROM alert a JOIN alert_site s ON s.alert_id = a.id
          WHERE a.incident_id = i.id);
      ALTER TABLE incident ALTER COLUMN rule SET NOT NULL, ALTER COLUMN gravest SET NOT NULL,
        ALTER COLUMN alert_count SET NOT NULL, ALTER COLUMN site_count SET NOT NULL;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE alert DROP COLUMN finding;
      ALTER TABLE incident DROP COLUMN rule, DROP COLUMN gravest, DROP COLUMN alert_count, DROP COLUMN site_count;
    `);
  }
}
