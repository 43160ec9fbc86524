import { describe, expect, it } from 'vitest'
import { playedSteps, showsHow, type Offered } from './guide-steps.ts'

const offered: Offered = {
  entities: new Map([
    [
      'note',
      {
        fields: [
          { name: 'title', type: 'text' },
          { name: 'lines', type: 'lines', fields: [{ name: 'item', type: 'text' }] },
        ],
      },
    ],
    ['seen', { fields: [{ name: 'title', type: 'text' }] }],
  ]),
  lists: new Map([['note', {}]]),
  reports: new Map(),
  dashboards: new Map(),
  mayDo: (entity) => entity === 'note',
}
const step = (name: string, rest: object = {}) => ({ name, text: name, ...rest })
const names = (...steps: object[]) => playedSteps({ steps: steps as never }, offered).map(({ name, page }) => `${name} ${page}`)

describe('the steps of a guide that a reader can follow', () => {
  it('stay on the page of the step before', () => {
    expect(names(step('a', { page: 'record/note/new' }), step('b', { element: 'title' }), step('c', { page: 'list/note' }))).toEqual([
      'a record/note/new',
      'b record/note/new',
      'c list/note',
    ])
  })

  it('leave out a page that he may not open, with all that happens on it', () => {
    expect(
      names(
        step('a', { page: 'record/seen/new' }),
        step('b', { element: 'title' }),
        step('c', { page: 'report/secret' }),
        step('d', { page: '' }),
      ),
    ).toEqual(['d '])
  })

  it('leave out a field that is switched off or hidden from him', () => {
    const page = 'record/note/new'
    expect(
      names(step('a', { page, element: 'lines.item' }), step('b', { element: 'lines.price' }), step('c', { element: 'gone' })),
    ).toEqual([`a ${page}`])
  })

  it('show how where something is filled in', () => {
    expect([showsHow({ steps: [step('a')] }), showsHow({ steps: [step('a', { type: '1' })] })]).toEqual([false, true])
  })
})
