import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Allow } from '../../platform/access/allow.decorator.js';
import { NoticeChoicesService } from './notice-choices.service.js';
import { known } from './release.controller.js';

/** What a patient wants to be told of outside the app. */
@Controller('v1/patients/:pseudonym/notices')
export class NoticeController {
  constructor(private readonly choices: NoticeChoicesService) {}

  /** The choice as it stands. */
  @Post()
  @HttpCode(200)
  @Allow('public')
  read(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.choices.read(known(pseudonym), body);
  }

  /** Another choice. */
  @Post('choice')
  @HttpCode(200)
  @Allow('public')
  choose(@Param('pseudonym') pseudonym: string, @Body() body: Buffer) {
    return this.choices.choose(known(pseudonym), body);
  }
}
