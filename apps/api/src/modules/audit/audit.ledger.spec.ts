import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { UnitOfWork } from '../../platform/work/index.js';
import { openCareBench, type CareBench } from '../../testing/care-bench.js';
import { AnchoringJob, AuditModule, ChainingJob, ErasureService } from './index.js';
import { RetentionJob } from './retention.job.js';
import { Verifier, type Anchor } from './verifier.js';
import { VerifyAuditCommand } from './verify-audit.command.js';

let bench: CareBench;
beforeAll(async () => {
  bench = await openCareBench({ imports: [AuditModule] });
});
afterAll(() => bench.close());

const did = (action: `${string}.${string}`, id: string, by = bench.maker) =>
  bench
    .get(UnitOfWork)
    .run(by, action, async (tx) => tx.audit({ type: 'thing', id }, { note: `about ${id}` }));

const anchorsOf = async (at = new Date()): Promise<Anchor[]> => {
  const rows = await bench.sql<{ count: number; root: Buffer }>(
    'SELECT count, root FROM ledger.anchor WHERE kind = 1',
  );
  return rows.map((row) => ({ ...row, at }));
};
const findings = async (anchoredAt?: Date, site: string | null = null) => {
  const { findings: found } = await bench.get(Verifier).verify(await anchorsOf(anchoredAt), { site });
  return found.map(({ what }) => what.split(':')[0]);
};

/** What the command prints; it reads the anchors from the chain itself. */
async function printed(...args: string[]): Promise<string> {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const failure = await bench.get(VerifyAuditCommand).run(args).catch(String);
    return [...write.mock.calls.map(([text]) => String(text)), failure ?? ''].join('');
  } finally {
    write.mockRestore();
  }
}

/** Does as somebody would who owns the database. */
async function tamper(statement: string, params: unknown[] = []): Promise<void> {
  for (const table of ['audit_entry', 'audit_link'])
    await bench.sql(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
  await bench.sql(statement, params);
  for (const table of ['audit_entry', 'audit_link'])
    await bench.sql(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
}

/** Chain of the maker, newest first. */
const links = () =>
  bench.sql<{ seq: number; entry_id: number }>(
    'SELECT seq, entry_id FROM audit_link WHERE chain = $1 ORDER BY seq DESC',
    [bench.maker.siteId],
  );

describe('the audit trail', () => {
  beforeAll(async () => {
    for (let n = 0; n < 6; n++) await did('thing.made', `A${n}`);
    await did('thing.seen', 'B', bench.pharmacy);
    await bench.get(ChainingJob).chain();
  });

  it('is only ever added to', async () => {
    const [{ id } = { id: 0 }] = await bench.sql<{ id: number }>('SELECT min(id) AS id FROM audit_entry');
    for (const statement of [
      `UPDATE audit_entry SET action = 'x.y' WHERE id = ${id}`,
      `UPDATE audit_entry SET user_id = NULL WHERE id = ${id}`,
      `DELETE FROM audit_entry WHERE id = ${id}`,
      'DELETE FROM audit_link',
      `UPDATE audit_link SET hash = '\\x00'`,
      'TRUNCATE audit_entry',
      'TRUNCATE audit_link',
    ]) {
      await expect(bench.sql(statement), statement).rejects.toThrow('only ever added to');
    }
  });

  it('is one chain a site, and holds what was written', async () => {
    expect(await findings()).toEqual([]);
    expect((await links()).length).toBeGreaterThanOrEqual(6);
  });

  it('is anchored by its own party, once for what is new', async () => {
    expect(await bench.get(AnchoringJob).anchor()).toBeGreaterThan(1);
    expect(await bench.get(AnchoringJob).anchor()).toBe(0);
    await bench.settle();
    const parties = await bench.sql<{ party: number }>('SELECT party FROM ledger.anchor WHERE kind = 1');
    expect(parties.map(({ party }) => party)).toContain(bench.maker.partyId);
    expect(await findings()).toEqual([]);
    expect(await printed()).toMatch(
      new RegExp(
        `, ${parties.length} anchors on the ledger, [^]*Nothing was altered, removed, inserted or reordered`,
      ),
    );
  });

  it('is looked at for one site alone, by its ledger id or its GLN', async () => {
    const { siteId, partyId } = bench.maker;
    const [maker] = await bench.sql<{ name: string; gln: string }>(
      'SELECT name, gln FROM site WHERE id = $1',
      [siteId],
    );
    for (const party of [String(partyId), maker!.gln])
      expect(await printed('--party', party)).toMatch(
        new RegExp(
          `^Audit trail of ${maker!.name}: ${(await links()).length} entries in 1 chains,[^]*Nothing was`,
        ),
      );
    expect(await printed('--party', '9')).toContain('No site here has the ledger id or GLN 9');
    expect(await printed('--site', '9')).toContain('--site');
  });

  it('forgets a person and stays whole', async () => {
    const person = await bench.colleague(bench.maker);
    await did('thing.made', 'by somebody', person);
    await bench.get(ChainingJob).chain();
    expect(await bench.get(ErasureService).forget(person.userId)).toBe(1);
    await bench.get(ChainingJob).chain();
    expect(await findings()).toEqual([]);
    const rest = await bench.sql(`SELECT 1 FROM audit_entry e WHERE e::text LIKE '%' || $1 || '%'`, [
      person.userId,
    ]);
    expect(rest).toEqual([]);
  });
});

describe('verify-audit finds', () => {
  let undo: () => Promise<void>;
  beforeEach(async () => {
    expect(await findings()).toEqual([]);
    return () => undo();
  });

  const TEXTS: [string, string, string][] = [
    ['the action', 'action', `'thing.other'`],
    ['the time', 'at', `at + interval '1 microsecond'`],
    ['the person', 'user_id', 'gen_random_uuid()'],
    ['the site', 'site_id', 'gen_random_uuid()'],
    ['the details', 'details', `'{"note": "nothing"}'`],
    ['the subject', 'subject_id', `'Z'`],
    ['the operations', 'operation_ids', `ARRAY[gen_random_uuid()]`],
    ['the salt', 'salt', 'gen_random_uuid()'],
  ];
  it.each(TEXTS)('an entry of which %s was altered', async (_, column, value) => {
    const [, link] = await links();
    const [before] = await bench.sql(`SELECT ${column} AS was FROM audit_entry WHERE id = $1`, [
      link!.entry_id,
    ]);
    undo = () => {
      const was = column === 'details' ? JSON.stringify(before!['was']) : before!['was'];
      return tamper(`UPDATE audit_entry SET ${column} = $2 WHERE id = $1`, [link!.entry_id, was]);
    };
    // Times are read with milliseconds: what is put back is the whole time.
    if (column === 'at')
      undo = () =>
        tamper(`UPDATE audit_entry SET at = at - interval '1 microsecond' WHERE id = $1`, [link!.entry_id]);
    await tamper(`UPDATE audit_entry SET ${column} = ${value} WHERE id = $1`, [link!.entry_id]);
    expect(await findings()).toContain('altered');
    expect(await findings(undefined, bench.maker.siteId)).toContain('altered');
    expect(await findings(undefined, bench.pharmacy.siteId)).toEqual([]);
  });

  it('an entry that was removed, with and without its link', async () => {
    const [, link] = await links();
    await bench.sql('CREATE TABLE kept_entry AS SELECT * FROM audit_entry WHERE id = $1', [link!.entry_id]);
    await bench.sql('CREATE TABLE kept_link AS SELECT * FROM audit_link WHERE entry_id = $1', [
      link!.entry_id,
    ]);
    undo = async () => {
      await tamper(
        'INSERT INTO audit_entry OVERRIDING SYSTEM VALUE SELECT * FROM kept_entry ON CONFLICT DO NOTHING',
      );
      await tamper('INSERT INTO audit_link SELECT * FROM kept_link');
      await bench.sql('DROP TABLE kept_entry, kept_link');
    };
    await tamper('DELETE FROM audit_entry WHERE id = $1', [link!.entry_id]);
    expect(await findings()).toEqual(['removed']);
    await tamper('DELETE FROM audit_link WHERE entry_id = $1', [link!.entry_id]);
    expect(await findings()).toContain('removed');
  });

  const alone = async () => (await bench.get(Verifier).verify(await anchorsOf())).findings;

  async function keep(id: number): Promise<void> {
    await bench.sql('CREATE TABLE kept_alone AS SELECT * FROM audit_entry WHERE id = $1', [id]);
    undo = async () => {
      await tamper('DELETE FROM audit_entry WHERE id = $1', [id]);
      await tamper('INSERT INTO audit_entry OVERRIDING SYSTEM VALUE SELECT * FROM kept_alone');
      await bench.sql('DROP TABLE kept_alone');
    };
  }

  it.each([
    ['beginning', -1],
    ['end', 0],
  ])('an entry at the %s of a chain that was altered, or removed, and in whose chain', async (_, place) => {
    const id = (await links()).at(place)!.entry_id;
    await keep(id);
    const chain = bench.maker.siteId;
    await tamper(`UPDATE audit_entry SET action = 'thing.other' WHERE id = $1`, [id]);
    expect(await alone()).toMatchObject([{ chain, entryId: id, what: 'altered: time, site or action' }]);
    await tamper('DELETE FROM audit_entry WHERE id = $1', [id]);
    expect(await alone()).toMatchObject([{ chain, entryId: id, what: 'removed: the entry is gone' }]);
  });

  it('an entry that was altered after its person was forgotten', async () => {
    const [forgotten] = await bench.sql<{ id: number }>(
      'SELECT id FROM audit_entry WHERE salt IS NULL AND site_id = $1 LIMIT 1',
      [bench.maker.siteId],
    );
    await keep(forgotten!.id);
    await tamper(`UPDATE audit_entry SET action = 'thing.other' WHERE id = $1`, [forgotten!.id]);
    expect(await findings()).toEqual(['altered']);
    await tamper('DELETE FROM audit_entry WHERE id = $1', [forgotten!.id]);
    expect(await findings()).toEqual(['removed']);
  });

  it('the end of a chain that was cut off, head and all', async () => {
    await bench.sql('CREATE TABLE cut_entry AS SELECT * FROM audit_entry');
    await bench.sql('CREATE TABLE cut_link AS SELECT * FROM audit_link');
    await bench.sql('CREATE TABLE cut_head AS SELECT * FROM audit_head');
    undo = async () => {
      await tamper(
        'INSERT INTO audit_entry OVERRIDING SYSTEM VALUE SELECT * FROM cut_entry ON CONFLICT DO NOTHING',
      );
      await tamper('INSERT INTO audit_link SELECT * FROM cut_link ON CONFLICT DO NOTHING');
      await bench.sql('DELETE FROM audit_head');
      await bench.sql('INSERT INTO audit_head SELECT * FROM cut_head');
      await bench.sql('DROP TABLE cut_entry, cut_link, cut_head');
    };
    const chain = bench.maker.siteId;
    await tamper('DELETE FROM audit_entry WHERE site_id = $1', [chain]);
    await tamper('DELETE FROM audit_link WHERE chain = $1', [chain]);
    await bench.sql('DELETE FROM audit_head WHERE chain = $1', [chain]);
    // Everything in the database fits together: only the ledger knows better.
    expect(await findings()).toEqual(['altered or removed']);
    expect(await findings(undefined, chain)).toEqual(['altered or removed']);
    // Also where our own copy of the ledger was altered with the trail.
    await bench.sql('CREATE TABLE cut_anchor AS SELECT * FROM ledger.anchor');
    await bench.sql('DELETE FROM ledger.anchor');
    const said = await printed();
    await bench.sql('INSERT INTO ledger.anchor SELECT * FROM cut_anchor');
    await bench.sql('DROP TABLE cut_anchor');
    expect(said).toMatch(/altered or removed: the ledger holds another hash[^]*tampered with: 1 findings/);
  });

  it('the beginning of a chain that was cut off, up to its one anchor', async () => {
    const chain = bench.maker.siteId;
    const anchors = await bench.sql<{ seq: number }>(
      'SELECT l.seq FROM audit_link l JOIN ledger.anchor n ON n.root = l.hash WHERE l.chain = $1',
      [chain],
    );
    expect(anchors).toHaveLength(1);
    const upTo = anchors[0]!.seq;
    await bench.sql('CREATE TABLE first_entry AS SELECT * FROM audit_entry WHERE site_id = $1', [chain]);
    await bench.sql('CREATE TABLE first_link AS SELECT * FROM audit_link WHERE chain = $1', [chain]);
    undo = async () => {
      await tamper(
        'INSERT INTO audit_entry OVERRIDING SYSTEM VALUE SELECT * FROM first_entry ON CONFLICT DO NOTHING',
      );
      await tamper('INSERT INTO audit_link SELECT * FROM first_link ON CONFLICT DO NOTHING');
      await bench.sql('DROP TABLE first_entry, first_link');
    };
    await tamper(
      'DELETE FROM audit_entry e USING audit_link l WHERE l.entry_id = e.id AND l.chain = $1 AND l.seq <= $2',
      [chain, upTo],
    );
    await tamper('DELETE FROM audit_link WHERE chain = $1 AND seq <= $2', [chain, upTo]);
    expect(await alone()).toMatchObject([{ chain, seq: upTo + 1, what: expect.stringMatching(/^removed/) }]);
  });

  it('an entry that was put in later, chained or not', async () => {
    const insert = (id: number, at: string) =>
      bench.sql(
        `INSERT INTO audit_entry (id, at, site_id, action, subject_type, subject_id, operation_ids, salt)
         OVERRIDING SYSTEM VALUE VALUES ($1, ${at}, $2, 'thing.forged', 'thing', 'X', '{}', gen_random_uuid())`,
        [id, bench.maker.siteId],
      );
    undo = async () => {
      await tamper(`DELETE FROM audit_link WHERE entry_id >= 900000001`);
      await tamper(`DELETE FROM audit_entry WHERE id >= 900000001`);
      await bench.sql(
        `UPDATE audit_head h SET (seq, hash) =
           (SELECT seq, hash FROM audit_link l WHERE l.chain = h.chain ORDER BY seq DESC LIMIT 1)`,
      );
    };
    await insert(900_000_001, 'now()');
    expect(await findings()).toEqual(['inserted']);
    await tamper('DELETE FROM audit_entry WHERE id = 900000001');
    await insert(900_000_002, `now() - interval '1 hour'`);
    await bench.sql('INSERT INTO audit_queue VALUES (900000002)');
    await bench.get(ChainingJob).chain();
    expect(await findings()).toEqual(['inserted']);
  });

  it('entries that changed places', async () => {
    const [, second, third] = await links();
    const swap = () =>
      tamper(
        `WITH two AS (DELETE FROM audit_link WHERE chain = $1 AND seq = ANY($2) RETURNING *)
         INSERT INTO audit_link (chain, seq, entry_id, private_hash, previous, hash)
         SELECT chain, $3 - seq, entry_id, private_hash, previous, hash FROM two`,
        [bench.maker.siteId, [second!.seq, third!.seq], second!.seq + third!.seq],
      );
    undo = () => swapBack(swap);
    await bench.sql(
      'ALTER TABLE audit_link DROP CONSTRAINT audit_link_entry, DROP CONSTRAINT audit_link_pkey',
    );
    await swap();
    expect(await findings()).toContain('reordered');
  });

  async function swapBack(swap: () => Promise<void>): Promise<void> {
    await swap();
    await bench.sql(
      `ALTER TABLE audit_link ADD CONSTRAINT audit_link_entry UNIQUE (entry_id),
         ADD CONSTRAINT audit_link_pkey PRIMARY KEY (chain, seq)`,
    );
  }

  it('a person who was erased without a record of it', async () => {
    const [, link] = await links();
    await bench.sql('CREATE TABLE named AS SELECT * FROM audit_entry WHERE id = $1', [link!.entry_id]);
    undo = async () => {
      await tamper(
        `UPDATE audit_entry e SET user_id = n.user_id, subject_id = n.subject_id, details = n.details, salt = n.salt
         FROM named n WHERE n.id = e.id`,
      );
      await bench.sql('DROP TABLE named');
    };
    await bench.sql(
      `UPDATE audit_entry SET user_id = NULL, subject_id = '', details = NULL, salt = NULL WHERE id = $1`,
      [link!.entry_id],
    );
    expect(await findings()).toEqual(['altered']);
  });
});

describe('after six years', () => {
  /** Time passes for what was anchored. */
  const age = (by: string) =>
    tamper(
      `UPDATE audit_entry e SET at = at - $2::interval FROM audit_link l WHERE l.entry_id = e.id AND l.chain = $1
         AND l.seq <= (SELECT max(t.seq) FROM audit_link t JOIN ledger.anchor n ON n.root = t.hash WHERE t.chain = $1)`,
      [bench.maker.siteId, by],
    );
  const yearsAgo = (years: number) => new Date(Date.now() - years * 365.25 * 86_400_000);

  it('the beginning of a chain goes, up to an anchor, and the rest is whole', async () => {
    expect(await bench.get(RetentionJob).tidy()).toBe(0);
    await age('6 years');
    expect(await bench.get(RetentionJob).tidy()).toBe(0);
    await age('1 year');
    const before = (await links()).length;
    const gone = await bench.get(RetentionJob).tidy();
    expect(gone).toBeGreaterThan(5);
    expect((await links()).length).toBe(before - gone);
    expect(await findings(yearsAgo(7))).toEqual([]);
    // It says so where the ledger's anchor is younger than what it ends.
    expect(await findings(yearsAgo(5))).toEqual(['removed']);
  });
});
