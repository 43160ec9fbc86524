import { describe, expect, it } from 'vitest'
import { holdsText, isSought } from './is-sought.ts'

const round = { name: 'mostRounded', type: 'money', label: { zh: '抹零上限（元）', en: 'Most rounded off (CNY)' } } as const
const group = {
  name: 'sales',
  label: { zh: '销售', en: 'Sales' },
  help: { zh: '收银和开单', en: 'Till and orders' },
  fields: [round],
  values: {},
}

describe('what is looked for on the page of settings', () => {
  it('is every setting while nothing is looked for', () => {
    expect(isSought(round, '')).toBe(true)
    expect(isSought(round, '  ')).toBe(true)
    expect(holdsText({ ...group, fields: [] }, '')).toBe(true)
  })

  it('stands in the name or in the help, of the setting or of its group', () => {
    expect(isSought(round, '抹零')).toBe(true)
    expect(isSought(round, '收银')).toBe(false)
    expect(holdsText(group, '收银')).toBe(true)
    expect(holdsText(group, '抹零')).toBe(true)
    expect(holdsText(group, '公海')).toBe(false)
  })
})
