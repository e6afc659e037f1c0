/** 'done', or the code of the refusal; the words where something else went wrong. */
export function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: { code?: string; message: string }) => error.code ?? error.message,
  );
}
