import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clerkSecrets } from './fixture/notes-template.fixture.ts'
import { definitionFile, servicesTemplate } from './fixture/services-template.fixture.ts'
import type { TestClient } from './fixture/test-client.fixture.ts'
import { STARTING, startTestServer, type TestServer } from './fixture/test-server.fixture.ts'

const report = (name: string, from: Record<string, string>, columns: unknown[], more: Record<string, unknown> = {}) =>
  definitionFile(`reports/${name}.json`, { kind: 'report', name, shape: 'table', from, columns, ...more })

/** Everything by which definitions could tell the clerk what his role hides: paths, formulas, other reports, texts, parameters. */
const telling = [
  report('through', { entity: 'note', lines: 'lines' }, [
    { name: 'number', value: 'number' },
    { name: 'cost', value: 'lines.article.ownCost' },
    { name: 'mark', value: 'party.creditMark' },
    { name: 'twice', formula: '=cost * 2', type: 'number' },
    { name: 'fourfold', formula: '=twice * 2', type: 'number' },
  ]),
  report(
    'joined',
    { ledger: 'holding' },
    [
      { name: 'article', value: 'article', group: true },
      { name: 'code', value: 'article.code', group: true },
      { name: 'worth', join: { report: 'held', column: 'value', on: { article: 'article' } } },
      { name: 'each', formula: '=worth / 2', type: 'number' },
    ],
    { shape: 'balance' },
  ),
  report('dearer', { entity: 'item' }, [{ name: 'code', value: 'code' }], {
    parameters: [{ name: 'least', type: 'number', scale: 4 }],
    filter: '=ownCost >= parameter.least',
  }),
  definitionFile('alerts/worth.json', {
    kind: 'alert',
    name: 'worth',
    label: 'Worth',
    on: { ledger: 'holding', by: ['article'] },
    when: '=quantity > 0',
    message: 'worth {value} at {article.ownCost}',
  }),
  definitionFile('alerts/far.json', {
    kind: 'alert',
    name: 'far',
    label: 'Far',
    on: { entity: 'note' },
    when: '=record.number != null',
    message: 'for {record.party.creditMark}',
  }),
  definitionFile('matches/telling.json', {
    kind: 'match',
    name: 'telling',
    take: 'all',
    parameters: [
      { name: 'article', type: 'reference', entity: 'item' },
      { name: 'party', type: 'reference', entity: 'party' },
    ],
    candidates: [
      { name: 'given', value: '=parameter.article.ownCost' },
      { name: 'foreign', value: '=parameter.party.creditMark' },
      { name: 'behind', entity: 'note', value: '=record.party.creditMark', why: 'by {record.party.creditMark}' },
      { name: 'guessed', entity: 'item', when: '=record.ownCost > 1', value: '=record.code' },
    ],
  }),
  definitionFile('prints/telling.json', {
    kind: 'print',
    name: 'telling',
    label: 'Telling',
    entity: 'note',
    sections: [
      { name: 'head', type: 'text', text: 'of {party.creditMark}' },
      { name: 'rows', type: 'lines', from: 'lines', fields: [{ name: 'article' }, { name: 'article.ownCost' }, { name: 'linePrice' }] },
    ],
  }),
]

let test: TestServer
let admin: TestClient
let clerk: TestClient
let note: { id: string; version: number }
let ink: string
let parties: Record<string, string>
beforeAll(async () => {
  test = await startTestServer({ files: [...servicesTemplate, ...telling], sample: 'people' })
  admin = await test.signedIn('admin')
  clerk = await test.signedIn('clerk')
  ;[note] = (await admin.get('records/note')).json.rows
  ;[{ id: ink }] = (await admin.get('records/item')).json.rows
  const rows = (await admin.get('records/party')).json.rows as { id: string; title: string }[]
  parties = Object.fromEntries(rows.map(({ id, title }) => [title, id]))
}, STARTING)
afterAll(() => test.close())

/** Figures and texts; names of columns are no secret where definitions give them. */
const secrets = clerkSecrets.filter((secret) => /\d|-/.test(secret)).concat('38.88', '77.77', '311.08')
const match = (parameters: Record<string, string>) => `matches/telling?parameters=${encodeURIComponent(JSON.stringify(parameters))}`

describe('what a role hides stays hidden through definitions that read it', () => {
  const doors: readonly [string, () => string][] = [
    ['a report through references, and formulas of formulas', () => 'reports/through'],
    ['a report that joins another', () => 'reports/joined'],
    ['alerts', () => 'alerts?scope=all'],
    ['notices', () => 'notices'],
    ['a match', () => match({ article: ink, party: parties.Northern! })],
    ['a print', () => `records/note/print?ids=${note.id}&template=telling&format=layout`],
    ['a report on paper', () => 'reports/through/print?format=layout'],
    ['the recycle bin', () => 'recycle-bin'],
    ['comments', () => `records/note/${note.id}/comments`],
    ['definitions', () => 'definitions'],
  ]

  it('is there for who may see it, so that this test can fail', async () => {
    const seen = await Promise.all(doors.map(async ([, path]) => (await admin.get(path())).text))
    for (const secret of ['CREDIT-SECRET-N', '77.77', '155.54', '311.08']) {
      expect([secret, seen.join().includes(secret)]).toEqual([secret, true])
    }
  })

  it.each(doors)('in %s', async (_what, path) => {
    const { status, text } = await clerk.get(path())
    expect(status).toBeLessThan(500)
    for (const secret of secrets) expect([path(), secret, text.includes(secret)]).toEqual([path(), secret, false])
  })

  it('nor by trying parameters', async () => {
    expect((await admin.get('reports/dearer?least=100')).json.rows).toEqual([])
    expect((await admin.get('reports/dearer?least=1')).json.rows).toHaveLength(1)
    expect(await clerk.get('reports/dearer?least=100')).toMatchObject({ status: 422, json: { code: 'unknown-field' } })
    const found = (await clerk.get(match({ article: ink }))).json.found as { candidate: string }[]
    expect(found.map(({ candidate }) => candidate)).toEqual([])
    expect(await clerk.get(match({ party: parties.Southern! }))).toMatchObject({ status: 404, json: { code: 'unknown-record' } })
  })

  it('nor by the values of a form, which are taken by name, the row before the record', async () => {
    const asked = (values: unknown, limit = 3): string =>
      `matches/telling?limit=${limit}&values=${encodeURIComponent(JSON.stringify(values))}`
    const values = { record: { article: '999', party: parties.Northern!, other: 'x' }, line: { article: ink } }
    const told = (await admin.get(asked(values))).json.found as { candidate: string }[]
    expect(told.map(({ candidate }) => candidate)).toEqual(['given', 'foreign', 'behind'])
    expect((await admin.get(asked(values, 1))).json.found).toHaveLength(1)
    expect((await clerk.get(asked(values))).json.found).toEqual([])
    expect((await admin.get(asked(values, 0))).json.code).toBe('out-of-range')
  })

  it('nor by rehearsing', async () => {
    const { version } = (await clerk.get(`records/note/${note.id}`)).json as { version: number }
    for (const verb of ['void', 'unpost', 'submit']) {
      const { text, status } = await clerk.post(`impact/${verb}`, { entity: 'note', id: note.id, version })
      expect(status).toBeGreaterThanOrEqual(400)
      for (const secret of secrets) expect([verb, secret, text.includes(secret)]).toEqual([verb, secret, false])
    }
    const lines = { lines: [{ do: 'insert', ref: 'a', values: { article: ink, quantity: '4' } }] }
    const { text, json } = await clerk.post('impact/submit', { entity: 'note', changes: { values: { party: parties.Northern }, lines } })
    expect(json.impact.balances).toMatchObject([{ ledger: 'holding', before: { quantity: '2.000' } }])
    expect(json.impact.balances[0].before).not.toHaveProperty('value')
    for (const secret of secrets) expect([secret, text.includes(secret)]).toEqual([secret, false])
  })
})

describe('what belongs to somebody else', () => {
  it('is as if it did not exist', async () => {
    const visitor = await test.signedIn('visitor')
    const foreign = (await clerk.command('submit', { entity: 'wish', changes: { values: { text: 'foreign' } } })).json as { id: string }
    await admin.command('comment', { entity: 'wish', id: foreign.id, text: 'not for the visitor' })
    const [seat] = (await admin.get('tasks')).json.rows as { seat: string }[]
    const [notice] = (await admin.get('notices')).json.rows as { id: string; instance: string }[]
    const paths = [
      `records/wish/${foreign.id}`,
      `records/wish/${foreign.id}/comments`,
      `records/wish/${foreign.id}/timeline`,
      `records/wish/${foreign.id}/links`,
      `records/wish/print?ids=${foreign.id}&format=layout`,
      `tasks/${seat!.seat}`,
      `tasks/${seat!.seat}/consequences?verb=approve`,
      `processes/${notice!.instance}`,
    ]
    for (const path of paths) {
      const { status, text } = await visitor.get(path)
      expect([path, [403, 404].includes(status), text.includes('foreign')]).toEqual([path, true, false])
    }
    const before = (await admin.get('notices')).json.unread as number
    await visitor.command('read-notices', { ids: [notice!.id] })
    expect((await admin.get('notices')).json.unread).toBe(before)
    const commands: readonly [string, unknown][] = [
      ['comment', { entity: 'wish', id: foreign.id, text: 'mine' }],
      ['approve', { seat: seat!.seat, version: 1 }],
      ['press-button', { automation: 'none', id: foreign.id }],
      ['delete', { entity: 'wish', id: foreign.id, version: 1 }],
      ['acknowledge-alert', { alert: '999999' }],
    ]
    for (const [name, body] of commands) {
      const { status, text } = await visitor.command(name, body)
      expect([name, status >= 400 && status < 500, text.includes('foreign')]).toEqual([name, true, false])
    }
  })

  it('cannot be taken by naming it in a body', async () => {
    for (const field of ['owner', 'status', 'number', 'version', 'createdBy', 'id', 'generation', 'department', 'release']) {
      const { status, json } = await clerk.command('save', { entity: 'wish', changes: { values: { text: 'x', [field]: '1' } } })
      expect([field, status, json.code]).toEqual([field, 422, 'unknown-field'])
    }
  })
})
