import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DesignedWorkspace } from '../command/definitions/design.fixture.ts'

let designed: DesignedWorkspace
let receipt: string

interface Loose {
  [name: string]: any // eslint-disable-line @typescript-eslint/no-explicit-any
}

beforeAll(async () => {
  designed = await DesignedWorkspace.open()
  const item = await designed.create('item', { code: 'A', name: 'Ink', lastPrice: '2.5' })
  const place = await designed.create('place', { name: 'Store' })
  const party = await designed.create('party', { name: 'North', terms: '30' })
  receipt = await designed.create('receipt', { party, place }, [{ article: item, quantity: '3', price: '2.5' }])
}, 60_000)
afterAll(() => designed.close())

const textOf = async (path: string): Promise<string> => (await designed.copy()).files.find((file) => file.path === path)!.text
const changed = async (path: string, change: (definition: Loose) => void): Promise<string> => {
  const definition = JSON.parse(await textOf(path)) as Loose
  change(definition)
  return JSON.stringify(definition)
}
const run = (name: string, body: unknown, person?: number): Promise<Loose> =>
  designed.run(name, body, person ?? designed.designer) as Promise<Loose>

describe('a posting rule that is being designed', () => {
  it('tells the entries it would write for a record, and writes none', async () => {
    const { entries } = await run('preview-posting', { text: await textOf('receipt/posting.json'), id: receipt })
    const goods = (entries as Loose[]).find((entry) => entry.entry === 'goods')!
    expect(goods).toMatchObject({ verb: 'move', line: 1, isCosted: false })
    expect(goods.to).toContainEqual(expect.objectContaining({ value: 'Store' }))
    expect(goods.measures.map(({ value }: Loose) => value)).toEqual(['3.000', '7.50'])
    expect((await designed.read('receipt', receipt)).status).toBe('draft')
  })

  it('calls open items by the number of their record', async () => {
    const { entries, title } = await run('preview-posting', { text: await textOf('receipt/posting.json'), id: receipt })
    const owed = (entries as Loose[]).find((entry) => entry.entry === 'owed')!
    expect(title).not.toMatch(/^#/)
    expect(owed.to).toContainEqual({ label: 'Open item', value: title })
  })

  it('tells what a change of the rule changes before it is saved', async () => {
    const text = await changed('receipt/posting.json', (posting) => (posting.entries[0].move.quantity = '=line.quantity * 2'))
    const { entries } = await run('preview-posting', { text, id: receipt })
    expect((entries as Loose[])[0]!.measures[0].value).toBe('6.000')
  })

  it.each<[string, (posting: Loose) => void, string]>([
    ['a ledger that is not there', (posting) => (posting.entries[0].ledger = 'nowhere'), 'unknown-ledger'],
    ['a figure that the ledger does not keep', (posting) => (posting.entries[0].move.weight = '=1'), 'unknown-measure'],
    ['a move without a side', (posting) => delete posting.entries[0].from, 'unbalanced-posting'],
    ['an entity that is not there', (posting) => (posting.entity = 'nothing'), 'unknown-entity'],
  ])('refuses %s in words', async (_, change, code) => {
    const text = await changed('receipt/posting.json', change)
    await expect(run('preview-posting', { text, id: receipt })).rejects.toMatchObject({ code })
  })

  it('is for designers', async () => {
    const stranger = await designed.person('乙', [])
    const text = await textOf('receipt/posting.json')
    await expect(run('preview-posting', { text, id: receipt }, stranger)).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(run('preview-formula', { entity: 'receipt', id: receipt, formula: '=total' }, stranger)).rejects.toMatchObject({
      code: 'not-permitted',
    })
    await expect(designed.ask('rights-impact', {}, stranger)).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(designed.ask('print-preview', { text: '{}' }, stranger)).rejects.toMatchObject({ code: 'not-permitted' })
  })
})

describe('a formula that is being written', () => {
  it.each([
    ['=total * 2', undefined, '15'],
    ['=quantity * price', 'lines', '7.5'],
    ['=party.terms + 1', undefined, '31'],
    ['=record.total', 'lines', '7.5'],
  ])('gives on a record: %s', async (formula, lines, value) => {
    const answer = await run('preview-formula', { entity: 'receipt', id: receipt, formula, ...(lines === undefined ? {} : { lines }) })
    expect([Number(answer.value), answer.problems]).toEqual([Number(value), []])
  })

  it('says in words what cannot be worked out, and where it cannot be read', async () => {
    const wrong = await run('preview-formula', { entity: 'receipt', id: receipt, formula: '=nobody + 1' })
    expect([wrong.value, (wrong.problems as string[])[0]]).toEqual([null, expect.stringContaining('nobody')])
    const body = { entity: 'receipt', id: receipt, formula: '=1 +' }
    await expect(run('preview-formula', body)).rejects.toMatchObject({ code: 'expression-syntax' })
  })
})

describe('a print template that is being designed', () => {
  it('is laid out with a real record, or says what is wrong', async () => {
    const print = (fields: string[], type = 'fields'): string =>
      JSON.stringify({
        kind: 'print',
        name: 'slip',
        label: 'Slip',
        entity: 'receipt',
        sections: [{ name: 'fields', type, columns: 2, fields: fields.map((name) => ({ name })) }],
      })
    const layout = await designed.ask<Loose>('print-preview', { text: print(['party', 'total']), id: receipt })
    expect(JSON.stringify(layout.pages)).toContain('North')
    const refused = await designed.ask<Loose>('print-preview', { text: print(['party'], 'poem'), id: receipt })
    expect(refused.problems[0].pointer).toBe('/sections/0/type')
    await expect(designed.ask('print-preview', { text: '{"kind":' })).rejects.toMatchObject({ code: expect.any(String) as string })
  })
})

describe('a form before it is published', () => {
  it('is what the person would get of the working copy, at a step with what the step opens and reveals', async () => {
    const grants = [{ name: 'a', resource: 'receipt', operations: ['view'], hide: ['total', 'remark'] }]
    await designed.save(
      'roles.json',
      await changed('roles.json', (roles) => void roles.roles.push({ name: 'reader', label: '读者', grants })),
    )
    await designed.publish()
    const reader = await designed.person('丁', ['reader'])
    const node = Object.keys((JSON.parse(await textOf('receipt/process.json')) as Loose).elements as object)[0]!
    const before = [await textOf('receipt/entity.json'), await textOf('receipt/process.json')]
    await designed.save(
      'receipt/entity.json',
      await changed('receipt/entity.json', (entity) => void entity.fields.push({ name: 'weight', label: 'Weight', type: 'number' })),
    )
    await designed.save(
      'receipt/process.json',
      await changed('receipt/process.json', (process) => Object.assign(process.elements[node], { edit: ['weight'], reveal: ['total'] })),
    )
    const look = async (more: object = {}, person?: number): Promise<Loose> =>
      designed.ask<Loose>('form-preview', { entity: 'receipt', person: String(reader), ...more }, person)
    const fieldsOf = ({ definitions }: Loose): string[] =>
      definitions.entities.find((each: Loose) => each.name === 'receipt').fields.map((field: Loose) => field.name as string)

    const away = await look()
    expect(away.step).toBeNull()
    expect(fieldsOf(away)).toContain('weight')
    for (const hidden of ['total', 'remark']) expect(fieldsOf(away)).not.toContain(hidden)
    const seated = await look({ process: 'receipt-approval', node })
    expect(seated.step).toEqual({ edit: ['weight'], reveal: ['total'] })
    expect(fieldsOf(seated)).toContain('total')
    expect(fieldsOf(seated)).not.toContain('remark')
    await expect(look({ process: 'nothing', node })).rejects.toMatchObject({ code: 'not-found' })
    await expect(look({}, reader)).rejects.toMatchObject({ code: 'not-permitted' })

    await designed.save('receipt/entity.json', await changed('receipt/entity.json', (entity) => (entity.fields[0].type = 'nothing')))
    expect(await look()).toEqual({ definitions: null, step: null })
    await designed.save('receipt/entity.json', before[0]!)
    await designed.save('receipt/process.json', before[1]!)
  })
})

describe('what a change of rights opens and closes', () => {
  it('is told person by person with operations, fields and records', async () => {
    const change = async (grants: Loose[]): Promise<Loose> => {
      const text = await changed('roles.json', (roles) => {
        roles.roles = [...roles.roles.filter((role: Loose) => role.name !== 'guest'), { name: 'guest', label: '访客', grants }]
      })
      await designed.save('roles.json', text)
      return designed.ask<Loose>('rights-impact')
    }
    await change([{ name: 'a', resource: 'receipt', operations: ['view'], hide: ['total'] }])
    await designed.publish()
    await designed.person('丙', ['guest'])
    const impact = await change([{ name: 'a', resource: 'receipt', operations: ['view', 'edit'], rows: '=total > 1000000' }])
    const [person] = (impact.people as Loose[]).filter((each) => each.person === '丙')
    const [found] = (person!.resources as Loose[]).filter((each) => each.resource === 'receipt')
    expect(found).toMatchObject({ opens: ['edit'], closes: [], shows: ['Total'], hides: [], records: { before: 1, after: 0 } })
    expect((impact.people as Loose[]).map((each) => each.person)).not.toContain('安')
    const broken = await change([{ name: 'a', resource: 'nothing', operations: ['view'] }])
    expect(broken.isComparable).toBe(false)
  })
})
