import { setClock } from '@formwork/runtime/ui/input/workspace-clock.ts'
import { afterEach, describe, expect, it } from 'vitest'
import type { RowData } from '../api/index.ts'
import { formatJson } from '../fields/convert.ts'
import { rowValue } from './row-value.ts'

const row = { id: '1', title: 'One', status: 'draft', version: 1, values: {}, createdAt: Date.parse('2026-11-22T17:30:00Z') } as RowData
const shown = (): string => formatJson(rowValue(row, { name: 'createdAt' }), { name: 'createdAt', type: 'date-time' })

describe('when a record was made', () => {
  afterEach(() => setClock('Asia/Shanghai'))

  it('is told on the clock of the workspace', () => {
    expect(shown()).toBe('2026-11-23 01:30')
    setClock('America/New_York')
    expect(shown()).toBe('2026-11-22 12:30')
  })
})
