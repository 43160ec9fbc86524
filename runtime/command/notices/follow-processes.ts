import type { ProcessEvent } from '../../engine/record/event.ts'
import type { SettleStep, Unit } from '../unit.ts'
import { giveNotice } from './give-notice.ts'

/** What processes do becomes notices: a task has come, somebody urges, a copy, the end. Nobody is told what he did himself. */
export const noticeProcesses: SettleStep = (unit, event) => {
  switch (event.type) {
    case 'task.opened':
      return tell(unit, event, 'task', [event.detail.person])
    case 'task.reminded':
      return tell(unit, event, String(event.detail.kind), event.detail.people as number[])
    case 'task.copied':
      return tell(unit, event, 'copy', event.detail.people as number[])
    case 'process.ended':
      return tell(unit, event, 'ended', [event.detail.initiator])
    default:
      return undefined
  }
}

function tell(unit: Unit, event: ProcessEvent, kind: string, people: readonly unknown[]): Promise<void> | undefined {
  const others = people.filter(
    (person): person is number => typeof person === 'number' && (kind === 'task' || person !== unit.actor.person),
  )
  if (others.length === 0) return undefined
  const { node, text, outcome } = event.detail as { node?: string; text?: string | null; outcome?: string }
  const said = kind === 'ended' ? outcome : (text ?? undefined)
  return giveNotice(unit, others, {
    kind,
    entity: event.entity,
    record: event.recordId,
    content: {
      instance: event.instance,
      by: unit.actor.person,
      ...(node === undefined ? {} : { node }),
      ...(said === undefined ? {} : { text: said }),
    },
  })
}
