import { describe, expect, it } from 'vitest'
import type { TimelineEntry } from '../../api/index.ts'
import { mergeEntries } from './merge-entries.ts'

const entry = (action: string, more: Partial<TimelineEntry> = {}): TimelineEntry =>
  ({ at: '2026-11-23T05:43:00Z', person: 'Head', action, ...more }) as TimelineEntry
const node = { id: 'head', label: 'Head' }

describe('the time-line', () => {
  it('tells a rejection once, not again as the step of the record that follows from it', () => {
    const told = mergeEntries([entry('rejected', { node, opinion: 'too many' }), entry('return')])
    expect(told.map(({ action, opinion }) => [action, opinion])).toEqual([['reject', 'too many']])
  })

  it('keeps a return that nothing else tells of', () => {
    expect(mergeEntries([entry('return')]).map(({ action }) => action)).toEqual(['return'])
  })
})
