import { formatId } from '@formwork/platform/value/index.ts'
import type { StoredRecord } from '../engine/record/stored-record.ts'
import type { SavedRecord } from './saved-record.ts'
import type { Answer, Unit } from './unit.ts'

/** Ids and versions alone: an answer is kept for replay and tells nothing that rights could hide. */
export function answerOf(unit: Unit, record: StoredRecord): () => Answer {
  return () => {
    const { id, version, number, status } = (unit.known(record.header.id) ?? record).header
    return { id: formatId(id), version, number, status }
  }
}

/** The same with the ids of new rows by the names that the client gave them. */
export function saveAnswer(unit: Unit, saved: SavedRecord): () => Answer {
  const lines: Record<string, string> = {}
  for (const rows of Object.values(saved.draft.lines)) {
    for (const line of rows) if (line.ref !== undefined) lines[line.ref] = formatId(line.id)
  }
  const answer = answerOf(unit, saved.record)
  return () => ({ ...answer(), lines })
}
