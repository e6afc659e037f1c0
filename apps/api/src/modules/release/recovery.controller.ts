import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Allow } from '../../platform/access/allow.decorator.js';
import { RecoveryService } from './recovery.service.js';
import { known } from './release.controller.js';

/** A node's part in recovery by contacts. */
@Controller('v1/patients/:pseudonym')
export class RecoveryController {
  constructor(private readonly recoveries: RecoveryService) {}

  /** Keeps the patient's kit. */
  @Post('recovery-kit')
  @HttpCode(200)
  @Allow('public')
  keep(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.recoveries.keep(known(pseudonym), body);
  }

  /** Begins the two days. */
  @Post('recoveries')
  @HttpCode(200)
  @Allow('public')
  ask(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.recoveries.ask(known(pseudonym), body);
  }

  /** What was asked for. */
  @Post('recoveries/list')
  @HttpCode(200)
  @Allow('public')
  list(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.recoveries.list(known(pseudonym), body);
  }

  /** Stops a recovery. */
  @Post('recoveries/cancel')
  @HttpCode(200)
  @Allow('public')
  cancel(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.recoveries.cancel(known(pseudonym), body);
  }

  /** Hands over this node's share, after the two days. */
  @Post('recoveries/share')
  @HttpCode(200)
  @Allow('public')
  share(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.recoveries.share(known(pseudonym), body);
  }
}
