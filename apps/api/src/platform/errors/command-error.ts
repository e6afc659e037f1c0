/** A command cannot do what was asked, and who runs it can put that right: the message alone is said. */
export class CommandError extends Error {
  override readonly name: string = 'CommandError';
}
