import type { Language } from '@formwork/platform/error/render-message.ts'

/** One word of the command line: `formwork <name> …`. */
export interface CliCommand {
  readonly name: string
  /** One line for the overview. */
  readonly summary: Readonly<Record<Language, string>>
  /** The whole help of this command. */
  readonly help: string
  /** Returns the exit code. */
  run(argv: readonly string[]): Promise<number>
}
