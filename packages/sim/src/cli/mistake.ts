/** A mistake on the command line: one line that says what would be right. */
export class CommandLineMistake extends Error {
  override readonly name: string = 'CommandLineMistake'
}

/** Exit codes of the command. */
export const ExitCode = { done: 0, failed: 1, mistake: 2 } as const

/** Ends the command with exit code 1; what there is to say has been printed. */
export class CheckFailed extends Error {
  override readonly name: string = 'CheckFailed'
  readonly exitCode: number = ExitCode.failed
}

/** The line that tells a person about an error, and the exit code; undefined for an error that is Strowger's own. */
export function told(error: unknown): string | undefined {
  if (error instanceof CommandLineMistake) return oneLine(error.message)
  // The packages do not know each other, so that each has its own class for a caller's mistake, of one shape.
  if (error instanceof Error && 'remedy' in error) return oneLine(error.message)
  if (error instanceof Error && 'syscall' in error && ('path' in error || 'address' in error)) return ofSystem(error)
  // Node does not say which: the only one of its errors about a given name that comes without it.
  if (error instanceof Error && 'code' in error && error.code === 'EISDIR')
    return 'a folder was given where a file is read'
  return undefined
}

/** What the system says of a file or an address. */
function ofSystem(error: Error): string {
  if ('code' in error && error.code === 'ENOENT' && 'path' in error)
    return `${String(error.path)}: there is no such file or folder`
  return oneLine(error.message)
}

/** A message on one line. */
export function oneLine(message: string): string {
  return message.trim().replaceAll(/\s*[\r\n]+\s*/g, '; ')
}
