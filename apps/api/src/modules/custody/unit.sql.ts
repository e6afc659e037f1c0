import { statement } from '../../database/prepared.js';

/** A unit with everything that is decided about it: `u` gives run, index and lot, `a` the asker's site. */
const UNIT_COLUMNS = `
  u.run_id AS "runId", u.idx, u.lot_id AS "lotId", u.number AS "lotNumber", u.expiry,
  u.expiry_day_given AS "expiryDayGiven", u.unit_count AS units, u.party_id AS "makerParty",
  u.maker_site_id AS "makerSiteId", u.lot_key AS "lotKey", g.registered_day AS "registeredDay",
  coalesce(g.held, false) OR coalesce(o.hold, false) AS held,
  coalesce(g.recalled, false) OR coalesce(o.recall, false) OR EXISTS (
    SELECT 1 FROM ledger.recall_range rr WHERE rr.lot_key = u.lot_key AND rr.start <= u.idx AND rr."end" > u.idx) AS recalled,
  coalesce(g.withdrawn, false) OR coalesce(o.withdrawal, false) AS withdrawn,
  s.segment, w.word, o.pending, coalesce(o.registering, false) AS registering,
  EXISTS (SELECT 1 FROM operation f WHERE f.run_id = u.run_id AND f.idx_from = u.idx AND f.status = 'REFUSED'
            AND f.kind = 'dispense' AND f.site_id = a.site_id) AS "refusedHere"`;

// Our own operations under way, in order: those on the unit itself, and the few on ranges and on the lot as a whole.
const UNIT_JOINS = `
  LEFT JOIN LATERAL (SELECT * FROM ledger.lot WHERE lot_key = u.lot_key LIMIT 1) g ON true
  LEFT JOIN LATERAL (
    SELECT json_build_object('start', start, 'end', "end", 'holder', holder, 'receiver', receiver, 'state', state,
                             'touched', touched) AS segment
    FROM ledger.segment WHERE lot_key = u.lot_key AND start <= u.idx ORDER BY start DESC LIMIT 1) s ON true
  LEFT JOIN LATERAL (
    SELECT word FROM ledger.status_word WHERE lot_key = u.lot_key AND word_no = u.idx >> 4 LIMIT 1) w ON true
  LEFT JOIN LATERAL (
    SELECT bool_or(kind = 'registerLot') AS registering, bool_or(kind = 'hold') AS hold, bool_or(kind = 'approveRecall') AS recall,
           bool_or(kind = 'approveWithdrawal') AS withdrawal,
           json_agg(json_build_object('call', call, 'partyId', party_id) ORDER BY seq)
             FILTER (WHERE kind NOT IN ('registerLot', 'amendLot', 'hold', 'release')) AS pending
    FROM (SELECT kind, call, party_id, seq FROM operation
          WHERE run_id = u.run_id AND status IN ('PENDING', 'SENT') AND idx_from = u.idx AND idx_to = u.idx + 1
          UNION ALL
          SELECT kind, call, party_id, seq FROM operation
          WHERE run_id = u.run_id AND status IN ('PENDING', 'SENT') AND (idx_to > idx_from + 1) IS NOT FALSE
            AND (idx_from IS NULL OR idx_from <= u.idx AND idx_to > u.idx)) under_way) o ON true`;

const PRODUCT = `
  json_build_object('id', p.id, 'gtin', p.gtin, 'ndc', p.ndc, 'name', p.name, 'substance', p.substance,
    'substances', p.substances, 'strength', p.strength, 'form', p.form, 'baseUnit', p.base_unit,
    'packQuantity', p.pack_quantity, 'prescriptionOnly', p.prescription_only, 'schedule', p.schedule,
    'makerSiteId', p.maker_site_id, 'createdAt', p.created_at)`;

/**
 * GTINs, lots, serials and the askers' sites, in order: the site's time zone, the product, whether it has the lot, and
 * the unit if it is in that lot. LATERAL with LIMIT keeps it to one index probe a table, however many are asked.
 */
export const OF_PACKS = statement({
  name: 'units-of-packs',
  text: `
  SELECT here.time_zone AS "timeZone", CASE WHEN p.id IS NOT NULL THEN ${PRODUCT} END AS product,
         EXISTS (SELECT 1 FROM lot k WHERE k.product_id = p.id AND k.number = a.lot) AS "lotKnown",
         ${UNIT_COLUMNS}
  FROM ROWS FROM (unnest($1::char(14)[]), unnest($2::text[]), unnest($3::text[]), unnest($4::uuid[]))
       WITH ORDINALITY AS a (gtin, lot, serial, site_id, n)
  LEFT JOIN LATERAL (SELECT time_zone FROM site WHERE id = a.site_id LIMIT 1) here ON true
  LEFT JOIN LATERAL (SELECT * FROM product WHERE gtin = a.gtin LIMIT 1) p ON true
  LEFT JOIN LATERAL (
    SELECT r.id AS run_id, found.indices[array_position(found.serials, a.serial)] AS idx, l.id AS lot_id, l.number,
           l.expiry, l.expiry_day_given, r.unit_count, r.party_id, l.maker_site_id, r.lot_key
    FROM lot l JOIN run r ON r.lot_id = l.id AND r.status = 'READY'
    CROSS JOIN LATERAL (
      SELECT serials, indices FROM serial_lookup WHERE run_id = r.id AND first_serial <= a.serial COLLATE "C"
      ORDER BY first_serial DESC LIMIT 1) found
    WHERE l.product_id = p.id AND l.number = a.lot AND array_position(found.serials, a.serial) IS NOT NULL
    LIMIT 1) u ON true
  ${UNIT_JOINS}
  ORDER BY a.n`,
});

/** Runs, indices and the askers' sites, in order. */
export const OF_UNITS = statement({
  name: 'units',
  text: `
  SELECT ${UNIT_COLUMNS}
  FROM ROWS FROM (unnest($1::int[]), unnest($2::int[]), unnest($3::uuid[])) WITH ORDINALITY AS a (run_id, idx, site_id, n)
  LEFT JOIN LATERAL (
    SELECT r.id AS run_id, a.idx, l.id AS lot_id, l.number, l.expiry, l.expiry_day_given, r.unit_count, r.party_id,
           l.maker_site_id, r.lot_key
    FROM run r JOIN lot l ON l.id = r.lot_id WHERE r.id = a.run_id LIMIT 1) u ON true
  ${UNIT_JOINS}
  ORDER BY a.n`,
});
