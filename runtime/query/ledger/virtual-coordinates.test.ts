import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Predicate } from '@formwork/platform/expression/predicate.ts'
import { LedgerWorkspace } from '../../command/ledger/ledger-workspace.fixture.ts'
import { readOrganisation } from '../../store/organisation/read-organisation.ts'
import { readLedgerRows } from '../../store/reading/ledger-rows.ts'
import type { QueryContext } from '../query.ts'
import { readingSource } from '../reading-source.ts'
import { ledgerQueries } from './ledger-queries.ts'
import { visibleLedger } from './ledger-request.ts'

let book: LedgerWorkspace

function inContext<T>(work: (context: QueryContext) => Promise<T>): Promise<T> {
  return book.database.read(async (reading) => {
    const { store, model, now } = book
    const organisation = await readOrganisation(reading, store, 1)
    const actor = { person: null, name: 'system', login: null, roles: [], department: null, language: 'en' as const }
    return work({ reading, model, store, registry: store.registry, actor, organisation, now, language: 'en' } as unknown as QueryContext)
  })
}

const balances = (where: unknown): Promise<unknown[]> =>
  inContext(async (context) => {
    const query = ledgerQueries.find(({ name }) => name === 'ledger-balances')!
    const { rows } = (await query.run(context, { ledger: 'goods', group: 'place', where } as never)) as { rows: Record<string, unknown>[] }
    return rows.map(({ place, quantity }) => [place, quantity])
  })

const filtered = (where: Predicate): Promise<unknown[]> =>
  inContext(async (context) => {
    const { plan } = visibleLedger(context, 'goods')
    const measures = [{ name: 'quantity', path: ['quantity'], aggregate: 'sum' as const }]
    const read = { name: 'rows', of: 'balances', group: [{ name: 'place', path: ['place'] }], where: [where], measures } as const
    return (await readLedgerRows(readingSource(context), plan, read, 50)).map(({ place, quantity }) => [place, String(quantity)])
  })

beforeAll(async () => {
  book = await LedgerWorkspace.open()
  await book.post('receive', { date: '2026-01-01', place: 1 }, [{ item: 10, quantity: 10, value: '10.00' }])
  await book.post('issue', { date: '2026-01-10', place: 1 }, [{ item: 10, quantity: 4 }])
})
afterAll(() => book.close())

const place = { path: ['place'] }
const named = (constant: string): { constant: string } => ({ constant })
const isAt = (name: string): Predicate => ({ compare: '=', left: place, right: named(name) })

describe('conditions on virtual coordinates', () => {
  it.each([
    ['nothing said: what is held', {}, [['1', '6.000']]],
    ['by name', { place: '@outside' }, [['@outside', '-10.000']]],
    ['by name without the mark', { place: 'used' }, [['@used', '4.000']]],
    [
      'a list, real and virtual',
      { place: ['@used', '1'] },
      [
        ['1', '6.000'],
        ['@used', '4.000'],
      ],
    ],
    ['one that is not there', { place: '@nowhere' }, []],
  ] as const)('of balances: %s', async (_name, where, rows) => {
    expect((await balances(where)).toSorted()).toEqual(rows)
  })

  it.each<[string, Predicate, unknown[]]>([
    ['equal', isAt('outside'), [['@outside', '-10.000']]],
    ['in a list', { in: place, list: [named('@outside'), named('@work')] }, [['@outside', '-10.000']]],
    [
      'either',
      { any: [isAt('@outside'), isAt('@used')] },
      [
        ['@outside', '-10.000'],
        ['@used', '4.000'],
      ],
    ],
    ['an alternative that does not say it keeps to what is held', { any: [isAt('@outside'), { constant: true }] }, [[1, '6.000']]],
  ])('of reports: %s', async (_name, where, rows) => {
    expect((await filtered(where)).toSorted()).toEqual(rows)
  })
})
