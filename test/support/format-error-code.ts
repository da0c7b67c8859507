/** The code of the FormatError that `act` throws, or `undefined`; every other error goes on. */
export function formatErrorCode(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'FormatError') {
      return (error as Error & { code: string }).code;
    }
    throw error;
  }
}
