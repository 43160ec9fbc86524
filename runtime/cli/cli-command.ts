/** One word of the command line: `formwork <name> …`. */
export interface CliCommand {
  readonly name: string
  /** One line for the overview. */
  readonly summary: string
  /** The whole help of this command. */
  readonly help: string
  /** Returns the exit code. */
  run(argv: readonly string[]): Promise<number>
}
