import {
  Body,
  Catch,
  Controller,
  HttpCode,
  Post,
  UseFilters,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Allow } from '../../platform/access/index.js';
import { DomainError } from '../../platform/errors/index.js';
import { answerOf, statusOf } from '../../platform/errors/answer.js';
import { TOKEN_SECONDS } from './credentials.js';
import { MachineTokenService } from './machine-token.service.js';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

const tokenRequest = z.object({
  grant_type: z.literal('client_credentials'),
  client_assertion_type: z.literal(ASSERTION_TYPE),
  client_assertion: z.string(),
});

/** Says what went wrong in the words of RFC 6749, 5.2, beside our own. */
@Catch(DomainError)
class OAuthErrors implements ExceptionFilter<DomainError> {
  catch(error: DomainError, host: ArgumentsHost): unknown {
    const answer = answerOf(error);
    const word = error.code === 'BAD_INPUT' ? 'invalid_request' : 'invalid_client';
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    return reply.status(statusOf(answer)).send({ ...answer, error: word, error_description: error.message });
  }
}

/** Where machines that sign get their access tokens. */
@Controller('oauth')
@UseFilters(OAuthErrors)
export class MachineTokenController {
  constructor(private readonly tokens: MachineTokenService) {}

  @Post('token')
  @HttpCode(200)
  @Allow('public')
  async token(@Body() body: unknown): Promise<object> {
    const asked = tokenRequest.safeParse(body);
    if (!asked.success)
      throw new DomainError(
        'BAD_INPUT',
        `Send grant_type=client_credentials, client_assertion_type=${ASSERTION_TYPE} and client_assertion as a form.`,
      );
    const access_token = await this.tokens.exchange(asked.data.client_assertion);
    return { access_token, token_type: 'Bearer', expires_in: TOKEN_SECONDS };
  }
}
