/** What people say on the telephone. */
export function caseNumber({ seq, openedAt }: { readonly seq: number; readonly openedAt: Date }): string {
  return `C-${openedAt.getUTCFullYear()}-${seq}`;
}
