import type { Unit } from '../unit.ts'

/** What a command says of warnings: reasons by the name of what warned, `*` for all; other verbs have one reason for everything. */
interface AcceptingBody {
  readonly accept?: Readonly<Record<string, string>>
  readonly reason?: string
}

/** The reason with which this command lets a warning pass; null where it gives none. */
export function reasonFor(unit: Unit, name: string): string | null {
  const { accept, reason } = (unit.command.body ?? {}) as AcceptingBody
  return accept?.[name] ?? accept?.['*'] ?? reason ?? null
}

/** Whether somebody stands before this command who could have given a reason. */
export function mayBeAsked(unit: Unit): boolean {
  return unit.actor.person !== null && (unit.command.do === 'submit' || unit.command.do === 'amend')
}
