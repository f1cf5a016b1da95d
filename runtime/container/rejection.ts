/** The error that a promise rejects with; an error of its own when it does not. For tests. */
export async function rejection(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error("it was expected to be refused, and was not");
}
