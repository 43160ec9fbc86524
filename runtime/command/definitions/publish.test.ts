import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DesignedWorkspace } from './design.fixture.ts'

let at: DesignedWorkspace

beforeEach(async () => {
  at = await DesignedWorkspace.open()
}, 60_000)
afterEach(() => at.close())

interface Preview {
  problems: { severity: string; message: string; place: string; file: string; pointer: string }[]
  changes: { message: string }[]
  migration: {
    does: string
    path: string
    rows: number
    message: string
    blocks: boolean
    conversion?: { refused: number; samples: { value: string }[] }
  }[]
  instances: { process: string; count: number; how: string[] }[]
  conflicts: { path: string; person: string }[]
  isPublishable: boolean
}

const addBrand = () =>
  at.change('item/entity.json', (entity) =>
    entity.fields.push({ name: 'brand', label: { zh: '品牌', en: 'Brand' }, type: 'text', required: true }),
  )

describe('the working copy', () => {
  it('keeps what is not published beside the release, and forgets what is as it was', async () => {
    const before = await at.copy()
    await addBrand()
    const copy = await at.copy()
    expect(copy.changes).toMatchObject([{ path: 'item/entity.json', person: '安', isStale: false }])
    expect(copy.release).toBe(1)
    expect((await at.workspace.model()).entities.get('item')!.fields.map((field) => field.name)).not.toContain('brand')
    await at.save('item/entity.json', before.files.find((file) => file.path === 'item/entity.json')!.text)
    expect((await at.copy()).changes).toEqual([])
    expect((await at.copy()).files).toEqual(before.files)
  })

  it('tells the second of two designers who was faster and on what, and keeps what the first saved', async () => {
    const bo = await at.person('博', ['clerk'])
    const seen = await at.copy()
    const text = seen.files.find((file) => file.path === 'item/entity.json')!.text
    await at.save('item/entity.json', text.replace('"Item"', '"Article"'))
    const late = at.run(
      'save-definitions',
      { release: 1, files: [{ path: 'item/entity.json', text: text.replace('"Item"', '"Thing"'), revision: 0 }] },
      bo,
    )
    await expect(late).rejects.toMatchObject({
      code: 'definition-changed',
      path: 'item/entity.json',
      parameters: { person: '安', file: { zh: '业务对象 Article', en: 'entity Article' } },
    })
    expect((await at.copy()).files.find((file) => file.path === 'item/entity.json')!.text).toContain('"Article"')
  })

  it('discards only what was seen', async () => {
    await addBrand()
    const [change] = (await at.copy()).changes
    await addBrand()
    await expect(at.run('discard-definitions', { files: [{ path: change!.path, revision: change!.revision }] })).rejects.toMatchObject({
      code: 'definition-changed',
    })
    const [newer] = (await at.copy()).changes
    await at.run('discard-definitions', { files: [{ path: newer!.path, revision: newer!.revision }] })
    expect((await at.copy()).changes).toEqual([])
  })
})

describe('a publish', () => {
  it('is seen at once by the writer, the main thread and the reader processes', async () => {
    const old = await at.create('item', { code: 'A', name: 'Ink' })
    await addBrand()
    const preview = await at.ask<Preview>('publish-preview')
    expect(preview.isPublishable).toBe(true)
    expect(preview.changes.map((change) => change.message)).toEqual(['【业务对象 Item】新增必填字段「品牌」'])
    expect(preview.migration).toMatchObject([
      { does: 'add-field', rows: 1 },
      { does: 'require', rows: 1 },
    ])
    expect(await at.publish('加品牌')).toMatchObject({ release: 2 })
    expect((await at.workspace.model()).release).toBe(2)
    expect(await at.ask('definition-problems')).toMatchObject({ release: 2, problems: [] })
    const item = await at.create('item', { code: 'B', name: 'Pen', brand: '晨光' })
    expect((await at.read('item', item)).values.brand).toBe('晨光')
    expect((await at.read('item', old)).values.brand ?? null).toBeNull()
    expect(await at.copy()).toMatchObject({ release: 2, changes: [] })
    expect(await at.ask('releases')).toMatchObject({ current: 2, releases: [{ number: 2, person: '安', note: '加品牌' }, { number: 1 }] })
    expect(await at.ask<{ changes: unknown[] }>('release-diff', { from: 1, to: 2 })).toMatchObject({
      changes: [{ message: '【业务对象 Item】新增必填字段「品牌」' }],
    })
  })

  it('is refused over a newer release, over a newer working copy, and without a change', async () => {
    await expect(at.publish()).rejects.toMatchObject({ code: 'nothing-to-publish' })
    await addBrand()
    const seen = await at.copy()
    await at.change('place/entity.json', (entity) => (entity.label = 'Spot'))
    await expect(at.run('publish', { release: seen.release, revision: seen.revision, comment: 'x' })).rejects.toMatchObject({
      code: 'working-copy-changed',
      parameters: { person: '安', files: [{ zh: '业务对象 Spot', en: 'entity Spot' }] },
    })
    const bo = await at.person('博', ['clerk'])
    const { revision } = await at.copy()
    await at.run('publish', { release: 1, revision, comment: 'first' }, bo)
    await expect(at.run('publish', { release: 1, revision, comment: 'second' })).rejects.toMatchObject({
      code: 'release-changed',
      parameters: { person: '博', release: 2 },
    })
  })

  it('tells whose change began before a newer release, and lets it be taken over on purpose', async () => {
    await at.change('item/entity.json', (entity) => (entity.label = 'Article'))
    await at.publish()
    await at.change('item/entity.json', (entity) => (entity.label = 'Thing'))
    const mine = (await at.copy()).changes[0]!
    await at.run('restore-release', { restore: 1, release: 2, comment: 'back' })
    const stale = await at.copy()
    expect(stale.changes).toMatchObject([{ isStale: true }])
    expect((await at.ask<Preview>('publish-preview')).conflicts).toMatchObject([{ path: 'item/entity.json', person: '安' }])
    await expect(at.publish()).rejects.toMatchObject({ code: 'definition-changed' })
    const text = stale.files.find((file) => file.path === 'item/entity.json')!.text
    await at.run('save-definitions', {
      release: 3,
      overRelease: true,
      files: [{ path: 'item/entity.json', text, revision: mine.revision }],
    })
    expect(await at.publish()).toMatchObject({ release: 4 })
  })

  it('refuses what does not link, and says what and where', async () => {
    await at.change(
      'receipt/entity.json',
      (entity) => (entity.fields.find((field) => field.name === 'total')!.formula = '=sum(lines.nothing)'),
    )
    const { problems, isPublishable } = await at.ask<Preview>('publish-preview')
    expect(isPublishable).toBe(false)
    expect(problems[0]).toMatchObject({
      severity: 'error',
      file: 'receipt/entity.json',
      pointer: expect.stringMatching(/^\/fields\/\d+\/formula$/) as string,
    })
    expect(problems[0]!.place).toBe('业务对象 Receipt › Total › 公式')
    await expect(at.publish()).rejects.toMatchObject({
      code: 'definition-invalid',
      path: expect.stringContaining('receipt/entity.json') as string,
    })
    expect((await at.copy()).release).toBe(1)
  })

  it('refuses a circle of formulas', async () => {
    await at.change('receipt/entity.json', (entity) => {
      const lines = entity.fields.find((field) => field.name === 'lines')!.fields!
      lines.find((field) => field.name === 'price')!.formula = '=amount / quantity'
    })
    await expect(at.publish()).rejects.toMatchObject({
      code: 'definition-invalid',
      parameters: { reason: { zh: expect.stringContaining('环') as string } },
    })
  })

  it('is refused for people without the right to design', async () => {
    const guest = await at.person('客', [])
    await expect(at.copy(guest)).rejects.toMatchObject({ code: 'not-permitted' })
    for (const query of ['definition-problems', 'publish-preview', 'releases', 'release-diff', 'where-used']) {
      await expect(at.ask(query, { from: 1 }, guest)).rejects.toMatchObject({ code: 'not-permitted' })
    }
    await addBrand()
    const { revision } = await at.copy()
    await expect(at.run('publish', { release: 1, revision, comment: 'x' }, guest)).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(at.run('restore-release', { restore: 1, release: 1, comment: 'x' }, guest)).rejects.toMatchObject({
      code: 'not-permitted',
    })
    await expect(
      at.run('save-definitions', { release: 1, files: [{ path: 'a.json', text: null, revision: 0 }] }, guest),
    ).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(at.run('discard-definitions', { files: [{ path: 'item/entity.json', revision: 1 }] }, guest)).rejects.toMatchObject({
      code: 'not-permitted',
    })
  })
})

describe('data and releases', () => {
  it('keeps the data of a deleted field and brings them back with it', async () => {
    const id = await at.create('item', { code: 'A', name: 'Ink', lastPrice: '2.5' })
    const original = (await at.copy()).files.find((file) => file.path === 'item/entity.json')!.text
    const receipt = (await at.copy()).files.find((file) => file.path === 'receipt/entity.json')!.text
    await at.save('receipt/entity.json', receipt.replace(/,\s*"default": "=article.lastPrice"/, ''))
    await at.change('item/entity.json', (entity) => (entity.fields = entity.fields.filter((field) => field.name !== 'lastPrice')))
    expect((await at.ask<Preview>('publish-preview')).migration).toMatchObject([{ does: 'retire', path: 'item/lastPrice', rows: 1 }])
    await at.publish()
    expect((await at.read('item', id)).values).not.toHaveProperty('lastPrice')
    await at.save('item/entity.json', original)
    expect((await at.ask<Preview>('publish-preview')).migration).toMatchObject([{ does: 'revive', path: 'item/lastPrice', rows: 1 }])
    await at.publish()
    expect((await at.read('item', id)).values.lastPrice).toBe('2.500000')
  })

  it('follows a rename, and follows it back when the older release is restored', async () => {
    const id = await at.create('item', { code: 'A', name: 'Ink' })
    await at.change('item/entity.json', (entity) => {
      entity.fields[1] = { ...entity.fields[1]!, name: 'caption', was: ['name'] }
      entity.title = '=caption'
    })
    expect((await at.ask<Preview>('publish-preview')).migration).toMatchObject([
      { does: 'rename', path: 'item/caption', from: 'item/name', rows: 1 },
    ])
    await at.publish()
    expect((await at.read('item', id)).values.caption).toBe('Ink')
    expect((await at.ask<Preview>('publish-preview', { restore: 1 })).migration).toMatchObject([
      { does: 'rename', path: 'item/name', rows: 1 },
    ])
    expect(await at.run('restore-release', { restore: 1, release: 2, comment: 'back' })).toMatchObject({ release: 3 })
    expect((await at.read('item', id)).values.name).toBe('Ink')
    await expect(at.run('restore-release', { restore: 1, release: 3, comment: 'again' })).rejects.toMatchObject({
      code: 'nothing-to-publish',
    })
    await expect(at.run('restore-release', { restore: 9, release: 3, comment: 'x' })).rejects.toMatchObject({
      code: 'definition-not-found',
    })
  })

  it('never retypes a column: what does not convert is told with samples and kept', async () => {
    for (const code of ['12', '13.5', 'abc']) await at.create('item', { code, name: code })
    await at.change('item/entity.json', (entity) => (entity.fields[1] = { name: 'name', label: 'Name', type: 'number', scale: 1 }))
    await at.change('item/entity.json', (entity) => (entity.title = '=code'))
    const { migration } = await at.ask<Preview>('publish-preview')
    expect(migration).toMatchObject([
      { does: 'convert', path: 'item/name', rows: 3, conversion: { refused: 1, samples: [{ value: 'abc' }] } },
    ])
    expect(migration[0]!.message).toContain('1 个不能转换')
    await at.publish()
    expect(await at.run('restore-release', { restore: 1, release: 2, comment: 'back' })).toMatchObject({ release: 3 })
  })

  it('refuses a unique field over repeated values, and nothing has changed', async () => {
    await at.create('item', { code: 'A', name: 'same' })
    await at.create('item', { code: 'B', name: 'same' })
    await at.change('item/entity.json', (entity) => (entity.fields[1]!.unique = true))
    expect(await at.ask<Preview>('publish-preview')).toMatchObject({
      isPublishable: false,
      migration: [{ does: 'make-unique', rows: 1, blocks: true }],
    })
    await expect(at.publish()).rejects.toMatchObject({ code: 'migration-refused' })
    expect(await at.copy()).toMatchObject({ release: 1, changes: [{ path: 'item/entity.json' }] })
    await at.create('item', { code: 'C', name: 'same' })
  })

  it('leaves submitted and posted records as they were computed when a formula changes', async () => {
    const [article, place, party] = [
      await at.create('item', { code: 'A', name: 'Ink' }),
      await at.create('place', { name: 'P' }),
      await at.create('party', { name: 'Q', terms: '30' }),
    ]
    const receipt = (price: string) => at.create('receipt', { date: '2026-03-05', place, party }, [{ article, quantity: '2', price }])
    const [posted, waiting, draft] = [await receipt('3'), await receipt('900000'), await receipt('3')]
    for (const id of [posted, waiting]) await at.run('submit', { entity: 'receipt', id, version: (await at.read('receipt', id)).version })
    expect([(await at.read('receipt', posted)).status, (await at.read('receipt', waiting)).status]).toEqual(['posted', 'submitted'])
    await at.change(
      'receipt/entity.json',
      (entity) => (entity.fields.find((field) => field.name === 'total')!.formula = '=sum(lines.amount) * 2'),
    )
    expect((await at.ask<Preview>('publish-preview')).instances).toMatchObject([{ process: 'receipt-approval', count: 1, how: ['reads'] }])
    await at.publish()
    expect([(await at.read('receipt', posted)).values.total, (await at.read('receipt', waiting)).values.total]).toEqual([
      '6.00',
      '1800000.00',
    ])
    await at.run('save', {
      entity: 'receipt',
      id: draft,
      version: (await at.read('receipt', draft)).version,
      changes: { values: { remark: 'x' } },
    })
    expect((await at.read('receipt', draft)).values.total).toBe('12.00')
  })

  it('goes on posting while it publishes: every record is whole under one release or the other', async () => {
    const [article, place, party] = [
      await at.create('item', { code: 'A', name: 'Ink' }),
      await at.create('place', { name: 'P' }),
      await at.create('party', { name: 'Q', terms: '30' }),
    ]
    const changes = {
      values: { date: '2026-03-05', place, party },
      lines: { lines: [{ do: 'insert', ref: 'l', values: { article, quantity: '2', price: '3' } }] },
    }
    let posted = 0
    let isPublishing = true
    const post = async (): Promise<void> => {
      while (isPublishing) {
        await at.run('submit', { entity: 'receipt', changes })
        posted++
      }
    }
    const posters = Array.from({ length: 4 }, post)
    for (let round = 1; round <= 5; round++) {
      await at.change('receipt/entity.json', (entity) =>
        entity.fields.push({ name: `extra${round}`, label: `Extra ${round}`, type: 'text' }),
      )
      expect(await at.publish()).toMatchObject({ release: round + 1 })
    }
    isPublishing = false
    await Promise.all(posters)
    const { rows, count } = await at.ask<{ rows: { status: string; values: { total: string } }[]; count: { value: number } }>('list', {
      entity: 'receipt',
      limit: 200,
      count: 'true',
    })
    expect(count.value).toBe(posted)
    expect(new Set(rows.map((row) => `${row.status} ${row.values.total}`))).toEqual(new Set(['posted 6.00']))
  }, 60_000)
})

describe('where something is used', () => {
  it('names formulas, postings and formulas of other entities in words', async () => {
    const { uses } = await at.ask<{ uses: { file: string; place: string }[] }>('where-used', {
      kind: 'entity',
      name: 'item',
      field: 'lastPrice',
    })
    expect(uses.map((use) => use.file)).toEqual(['receipt/entity.json'])
    expect(uses[0]!.place).toBe('业务对象 Receipt › Lines › Price › 默认值')
    const amounts = await at.ask<{ uses: { file: string }[] }>('where-used', { kind: 'entity', name: 'receipt', field: 'lines.amount' })
    expect(new Set(amounts.uses.map((use) => use.file))).toEqual(new Set(['receipt/entity.json', 'receipt/posting.json']))
  })

  it('says that nothing uses what nothing uses, and refuses what is not there', async () => {
    expect(await at.ask('where-used', { kind: 'entity', name: 'receipt', field: 'remark' })).toEqual({ uses: [] })
    await expect(at.ask('where-used', { kind: 'entity', name: 'item', field: 'none' })).rejects.toMatchObject({
      code: 'definition-not-found',
    })
    await expect(at.ask('where-used', { kind: 'entity', name: 'none' })).rejects.toMatchObject({ code: 'definition-not-found' })
  })
})
