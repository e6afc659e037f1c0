import { Body, Controller, Get, Header, HttpCode, Param, Post, Query } from '@nestjs/common';
import { gateNodeJson, type Pseudonym } from '@custodia/vault';
import { Allow } from '../../platform/access/allow.decorator.js';
import { AnchorsReader } from './anchors.reader.js';
import { revocationBody } from './bodies.js';
import { EmergencyService } from './emergency.service.js';
import { EntriesService } from './entries.service.js';
import { LogService } from './log.service.js';
import { NodeKeys } from './node-keys.js';
import { NodeError } from './node.errors.js';
import { OwnLedger } from './own-ledger.js';
import { PatientsService } from './patients.service.js';
import { ReleaseService } from './release.service.js';
import { TherapyService } from './therapy.service.js';

/** The doors of a node. None asks who is signed in: what a call may do follows from the signatures in it. */
@Controller('v1')
export class ReleaseController {
  constructor(
    private readonly keys: NodeKeys,
    private readonly ledger: OwnLedger,
    private readonly patients: PatientsService,
    private readonly entries: EntriesService,
    private readonly releases: ReleaseService,
    private readonly emergencies: EmergencyService,
    private readonly therapies: TherapyService,
    private readonly logs: LogService,
    private readonly anchors: AnchorsReader,
  ) {}

  /** Who this node is. */
  @Get('node')
  @Allow('public')
  async node() {
    return { v: 1, ...gateNodeJson(this.keys.asGateNode), ...(await this.ledger.realm()) };
  }

  /** Publishes a patient's directory. */
  @Post('patients/:pseudonym/directory')
  @HttpCode(200)
  @Allow('public')
  publish(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.patients.publish(known(pseudonym), body);
  }

  /** A patient's directory, as signed. */
  @Get('patients/:pseudonym/directory')
  @Header('content-type', 'application/json')
  @Allow('public')
  directory(@Param('pseudonym') pseudonym: string) {
    return this.patients.directory(known(pseudonym));
  }

  /** Hands in sealed entries. */
  @Post('patients/:pseudonym/entries')
  @HttpCode(200)
  @Allow('public')
  put(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.entries.put(known(pseudonym), body);
  }

  /** A patient's own entries. */
  @Post('patients/:pseudonym/entries/list')
  @HttpCode(200)
  @Allow('public')
  list(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.entries.listOwn(known(pseudonym), body);
  }

  /** The sealed entries of a consent. */
  @Post('consents/:consent/entries')
  @HttpCode(200)
  @Allow('public')
  granted(@Param('consent') consent: string, @Body() body: Buffer, @Query('after') after = '0') {
    const from = Number(after);
    if (!Number.isSafeInteger(from) || from < 0) throw new NodeError('BAD_INPUT', 'after: a whole number.');
    return this.entries.listGranted(consent, body, from);
  }

  /** Takes the opening of a consent. */
  @Post('patients/:pseudonym/openings')
  @HttpCode(200)
  @Allow('public')
  open(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.patients.open(known(pseudonym), body);
  }

  /** Which of a patient's consents for one look were used. */
  @Post('patients/:pseudonym/uses')
  @HttpCode(200)
  @Allow('public')
  uses(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.patients.uses(known(pseudonym), body);
  }

  /** Takes what a patient leaves for emergencies. */
  @Post('patients/:pseudonym/emergency-kit')
  @HttpCode(200)
  @Allow('public')
  keepEmergencyKit(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.emergencies.keep(known(pseudonym), body);
  }

  /** Breaks the glass. */
  @Post('patients/:pseudonym/emergency')
  @HttpCode(200)
  @Allow('public')
  breakGlass(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.emergencies.breakGlass(known(pseudonym), body);
  }

  /** Breaks the glass while the ledger is away. */
  @Post('patients/:pseudonym/emergency-away')
  @HttpCode(200)
  @Allow('public')
  breakGlassAway(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.emergencies.breakGlass(known(pseudonym), body, true);
  }

  /** Takes tags of what was given out. */
  @Post('patients/:pseudonym/therapy-supplies')
  @HttpCode(200)
  @Allow('public')
  putTherapies(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.therapies.put(known(pseudonym), body);
  }

  /** Answers whether medicines are taken already. */
  @Post('patients/:pseudonym/therapy-checks')
  @HttpCode(200)
  @Allow('public')
  checkTherapies(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.therapies.check(known(pseudonym), body);
  }

  /** Stops a consent. */
  @Post('stops')
  @HttpCode(200)
  @Allow('public')
  stop(@Body() body: Buffer) {
    return this.patients.stop(revocationBody(body));
  }

  /** Asks for shares. */
  @Post('releases')
  @HttpCode(200)
  @Allow('public')
  release(@Body() body: Buffer) {
    return this.releases.release(body);
  }

  /** A patient's access log. */
  @Post('patients/:pseudonym/log')
  @HttpCode(200)
  @Allow('public')
  log(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.logs.read(known(pseudonym), body);
  }

  /** What the ledger knows of a node's log. */
  @Get('anchors/:address')
  @Allow('public')
  async anchored(@Param('address') address: string) {
    if (!/^0x[0-9a-f]{40}$/.test(address))
      throw new NodeError('BAD_INPUT', 'An address is 0x and 40 hex digits.');
    return { anchored: await this.anchors.of(address) };
  }

  /** Erases a record. */
  @Post('patients/:pseudonym/erasure')
  @HttpCode(200)
  @Allow('public')
  async erase(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    await this.patients.erase(known(pseudonym), body);
    return { erased: true };
  }
}

/** A pseudonym of the right form. */
export function known(pseudonym: string): Pseudonym {
  if (/^0x[0-9a-f]{64}$/.test(pseudonym)) return pseudonym as Pseudonym;
  throw new NodeError('BAD_INPUT', 'A pseudonym is 0x and 64 hex digits.');
}
