/** A unit with everything that is decided about it: `u` gives run, index, lot and product. */
const UNIT_COLUMNS = `
  u.run_id AS "runId", u.idx, u.lot_id AS "lotId", u.number AS "lotNumber", u.expiry,
  u.expiry_day_given AS "expiryDayGiven", u.unit_count AS units, u.party_id AS "makerParty",
  u.maker_site_id AS "makerSiteId", g.registered_day AS "registeredDay",
  coalesce(g.held, false) OR coalesce(o.hold, false) AS held,
  coalesce(g.recalled, false) OR coalesce(o.recall, false) OR EXISTS (
    SELECT 1 FROM ledger.recall_range rr WHERE rr.lot_key = u.lot_key AND rr.start <= u.idx AND rr."end" > u.idx) AS recalled,
  coalesce(g.withdrawn, false) OR coalesce(o.withdrawal, false) AS withdrawn,
  s.segment, w.word, o.pending, coalesce(o.registering, false) AS registering,
  EXISTS (SELECT 1 FROM operation f WHERE f.run_id = u.run_id AND f.idx_from = u.idx AND f.status = 'REFUSED'
            AND f.kind = 'dispense' AND f.site_id = $SITE::uuid) AS "refusedHere"`;

// Our own operations under way, in order: those on the unit itself, and the few on ranges and on the lot as a whole.
const UNIT_JOINS = `
  LEFT JOIN ledger.lot g ON g.lot_key = u.lot_key
  LEFT JOIN LATERAL (
    SELECT json_build_object('start', start, 'end', "end", 'holder', holder, 'receiver', receiver, 'state', state,
                             'touched', touched) AS segment
    FROM ledger.segment WHERE lot_key = u.lot_key AND start <= u.idx ORDER BY start DESC LIMIT 1) s ON true
  LEFT JOIN ledger.status_word w ON w.lot_key = u.lot_key AND w.word_no = u.idx >> 4
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
 * $1 GTIN, $2 lot, $3 serial, $4 the asker's site: the site's time zone, the product, whether it has the lot, and the unit
 * if it is in that lot.
 */
export const OF_PACK = `
  SELECT here.time_zone AS "timeZone", CASE WHEN p.id IS NOT NULL THEN ${PRODUCT} END AS product, EXISTS (SELECT 1 FROM lot k WHERE k.product_id = p.id AND k.number = $2) AS "lotKnown",
         ${UNIT_COLUMNS.replace('$SITE', '$4')}
  FROM site here
  LEFT JOIN product p ON p.gtin = $1
  LEFT JOIN LATERAL (
    SELECT r.id AS run_id, found.indices[array_position(found.serials, $3)] AS idx, l.id AS lot_id, l.number, l.expiry,
           l.expiry_day_given, r.unit_count, r.party_id, l.maker_site_id, r.lot_key
    FROM lot l JOIN run r ON r.lot_id = l.id AND r.status = 'READY'
    CROSS JOIN LATERAL (
      SELECT serials, indices FROM serial_lookup WHERE run_id = r.id AND first_serial <= $3 COLLATE "C"
      ORDER BY first_serial DESC LIMIT 1) found
    WHERE l.product_id = p.id AND l.number = $2 AND array_position(found.serials, $3) IS NOT NULL
    LIMIT 1) u ON true
  ${UNIT_JOINS}
  WHERE here.id = $4`;

/** $1 run, $2 index, $3 the asker's site. */
export const OF_UNIT = `
  SELECT ${UNIT_COLUMNS.replace('$SITE', '$3')}
  FROM (SELECT r.id AS run_id, $2::int AS idx, l.id AS lot_id, l.number, l.expiry, l.expiry_day_given, r.unit_count,
               r.party_id, l.maker_site_id, r.lot_key
        FROM run r JOIN lot l ON l.id = r.lot_id WHERE r.id = $1) u
  ${UNIT_JOINS}`;
