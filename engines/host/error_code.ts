/** Whether an error is a Node system error with one of these codes ("ENOENT"). */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}
