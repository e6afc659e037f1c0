import { ConsoleLogger } from '@nestjs/common';
import { requestId } from './platform/http/request-id.js';

const START_UP = new Set([
  'GraphQLModule',
  'InstanceLoader',
  'NestFactory',
  'NestApplication',
  'RouterExplorer',
  'RoutesResolver',
]);

/**
 * The usual log without the framework's list of everything that it has set up. It goes to the error stream, so that a
 * command's output is what it prints and nothing else.
 */
export class ProcessLogger extends ConsoleLogger {
  protected override printMessages(
    ...[messages, context, level, , stack, params]: Parameters<ConsoleLogger['printMessages']>
  ): void {
    const lines = this.options.json ? messages : messages.map(withReference);
    super.printMessages(lines, context, level, 'stderr', stack, params);
  }

  protected override getJsonLogObject(
    ...[message, options]: Parameters<ConsoleLogger['getJsonLogObject']>
  ): ReturnType<ConsoleLogger['getJsonLogObject']> {
    const id = requestId();
    return { ...super.getJsonLogObject(message, options), ...(id !== undefined && { requestId: id }) };
  }

  override log(message: unknown, ...rest: unknown[]): void {
    if (!START_UP.has(String(rest.at(-1)))) super.log(message, ...(rest as [string]));
  }
}

function withReference(message: unknown): unknown {
  const id = requestId();
  return id !== undefined && typeof message === 'string' ? `${message} (request ${id})` : message;
}
