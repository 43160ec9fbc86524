import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DesignedWorkspace } from './design.fixture.ts'

let at: DesignedWorkspace

beforeAll(async () => {
  at = await DesignedWorkspace.open()
}, 60_000)
afterAll(() => at.close())

interface Finding {
  readonly severity: string
  readonly message: string
  readonly file: string
  readonly place: string
}
interface Line {
  readonly does: string
  readonly path: string
  readonly rows: number
  readonly message: string
  readonly conversion?: { readonly refused: number; readonly samples: readonly { readonly value: string }[] }
}

const problems = async (): Promise<readonly Finding[]> => (await at.ask<{ problems: Finding[] }>('definition-problems')).problems
const inEnglish = async (): Promise<readonly Finding[]> =>
  ((await at.workspace.read('definition-problems', { person: at.designer, language: 'en', arguments: {} })) as { problems: Finding[] })
    .problems
const textOf = async (path: string): Promise<string> => (await at.copy()).files.find((file) => file.path === path)!.text
/** Does something to a file, and puts it back. */
async function meanwhile(path: string, edit: Parameters<DesignedWorkspace['change']>[1], look: () => Promise<void>): Promise<void> {
  const before = await textOf(path)
  await at.change(path, edit)
  await look()
  await at.save(path, before)
}
const write = (path: string, definition: object): Promise<unknown> => at.save(path, `${JSON.stringify(definition, null, 2)}\n`)

describe('a circle of formulas', () => {
  it('over three fields is told by the names of all three, once', async () => {
    const circle = [
      { name: 'first', label: '甲', type: 'number', formula: '=second + 1' },
      { name: 'second', label: '乙', type: 'number', formula: '=third + 1' },
      { name: 'third', label: '丙', type: 'number', formula: '=first + 1' },
    ] as const
    await meanwhile(
      'item/entity.json',
      ({ fields }) => fields.push(...circle),
      async () => {
        expect(await problems()).toMatchObject([
          { severity: 'error', place: '业务对象 Item › 甲', message: expect.stringContaining('甲 → 乙 → 丙 → 甲') as string },
        ])
        await expect(at.publish()).rejects.toMatchObject({ code: 'definition-invalid' })
        expect((await at.copy()).changes).toHaveLength(1)
      },
    )
  })

  it('between the sum of a document and its rows is told by both', async () => {
    await meanwhile(
      'receipt/entity.json',
      ({ fields }) => {
        const lines = fields.find(({ name }) => name === 'lines')!
        lines.fields!.push({ name: 'share', label: '分摊', type: 'money', formula: '=amount * record.spread' })
        fields.push({ name: 'spread', label: '分摊率', type: 'number', formula: '=sum(lines.share)' })
      },
      async () => {
        const [found, ...others] = await problems()
        expect([found!.severity, others]).toEqual(['error', []])
        expect(found!.message).toMatch(/分摊率 → Lines › 分摊 → 分摊率|Lines › 分摊 → 分摊率 → Lines › 分摊/)
        await expect(at.publish()).rejects.toMatchObject({ code: 'definition-invalid' })
      },
    )
  })
})

describe('deleting a field', () => {
  beforeAll(async () => {
    await write('item/print.json', {
      ...{ kind: 'print', name: 'item', label: 'Tag', entity: 'item', page: { size: 'A4' } },
      sections: [{ name: 'fields', type: 'fields', columns: 1, fields: [{ name: 'lastPrice' }] }],
    })
    await write('reports/prices.json', {
      ...{ kind: 'report', name: 'prices', label: '价格表', shape: 'table', from: { entity: 'item' } },
      columns: [
        { name: 'code', value: 'code' },
        { name: 'price', label: '价', value: 'lastPrice' },
      ],
    })
    await write('dashboards/owner.json', {
      ...{ kind: 'dashboard', name: 'owner', label: '老板' },
      tiles: [{ name: 'dear', label: '贵的', report: 'prices', type: 'table', columns: ['price'], width: 4, height: 4 }],
    })
    await at.publish()
  })

  it('lists paper, report and document first; afterwards each says which field is gone, by what it was called, and nothing is published', async () => {
    const { uses } = await at.ask<{ uses: Finding[] }>('where-used', { kind: 'entity', name: 'item', field: 'lastPrice' })
    const files = ['item/print.json', 'receipt/entity.json', 'reports/prices.json']
    expect(uses.map(({ file }) => file).toSorted()).toEqual(files)
    expect(uses.map(({ place }) => place).join('\n')).not.toContain('lastPrice')
    expect(uses.find(({ file }) => file === 'item/print.json')!.place).toBe('打印模板 Tag › fields › Price')

    await meanwhile(
      'item/entity.json',
      (entity) => (entity.fields = entity.fields.filter(({ name }) => name !== 'lastPrice')),
      async () => {
        const told = await problems()
        expect(new Set(told.map(({ file }) => file))).toEqual(new Set(files))
        for (const { message } of told) expect(message).toBe('字段“Price”已删除，这里还在用它')
        for (const { message } of await inEnglish()) expect(message).toBe('The field "Price" was deleted and is still used here')
        await expect(at.publish()).rejects.toMatchObject({ code: 'definition-invalid' })
      },
    )
  })

  it('a column of a report that a page shows is missed by the page', async () => {
    const before = await textOf('reports/prices.json')
    const report = JSON.parse(before) as { columns: { name: string }[] }
    await write('reports/prices.json', { ...report, columns: report.columns.filter(({ name }) => name !== 'price') })
    expect(await problems()).toMatchObject([
      { severity: 'error', file: 'dashboards/owner.json', place: expect.stringContaining('贵的') as string },
    ])
    await at.save('reports/prices.json', before)
  })
})

describe('a text becomes something else', () => {
  /** Makes a text field with these values, and makes it something else; answers what the publish would do and how to go back. */
  async function become(name: string, values: readonly string[], field: object) {
    await at.change('item/entity.json', ({ fields }) => fields.push({ name, label: '产自', type: 'text' }))
    const { release } = (await at.publish()) as unknown as { release: number }
    const ids: string[] = []
    for (const [index, made] of values.entries()) ids.push(await at.create('item', { code: `${name}${index}`, name: made, [name]: made }))
    await at.change('item/entity.json', (entity) => {
      entity.fields = entity.fields.map((each) => (each.name === name ? { ...each, ...field } : each))
    })
    const { migration } = await at.ask<{ migration: Line[] }>('publish-preview')
    await at.publish()
    const held = (): Promise<unknown[]> => Promise.all(ids.map(async (id) => (await at.read('item', id)).values[name]))
    return { line: migration[0]!, held, back: () => at.run('restore-release', { restore: release, release: release + 1, comment: 'back' }) }
  }
  const samplesOf = ({ conversion }: Line): string[] => conversion!.samples.map(({ value }) => value).toSorted()

  it('a date: what is none is told with samples, kept, and back when the release is restored', async () => {
    const { line, held, back } = await become('made', ['2026-03-01', '去年', '2026-02-30'], { type: 'date' })
    expect(line).toMatchObject({ does: 'convert', path: 'item/made', conversion: { refused: 2 } })
    expect(samplesOf(line)).toEqual(['2026-02-30', '去年'])
    expect(line.message).toMatch(/产自[\s\S]*2 个不能转换/)
    expect(await held()).toEqual(['2026-03-01', null, null])
    await back()
    expect(await held()).toEqual(['2026-03-01', '去年', '2026-02-30'])
  })

  it('a reference: nothing is guessed, what stood there is told and comes back', async () => {
    const { line, held, back } = await become('stands', ['上海', '北京'], { type: 'reference', entity: 'place' })
    expect(line).toMatchObject({ does: 'convert', path: 'item/stands', conversion: { refused: 2 } })
    expect(samplesOf(line)).toEqual(['上海', '北京'])
    expect(await held()).toEqual([null, null])
    await back()
    expect(await held()).toEqual(['上海', '北京'])
  })
})
