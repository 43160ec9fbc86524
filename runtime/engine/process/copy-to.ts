import type { Token } from '@formwork/platform/plugin/contracts/process-state.ts'
import { toPeople } from './people/to-people.ts'
import type { Run } from './run.ts'

/** 抄送: tells people; nothing waits for them. */
export function copyTo(run: Run, token: Token, people: unknown): void {
  const ids = [...new Set(toPeople(run.facts.people, people).map((found) => found.person))]
  run.note({ action: 'copied', node: token.node, detail: { people: ids } })
  if (ids.length > 0) run.effects.push({ do: 'copy', node: token.node, people: ids })
}
