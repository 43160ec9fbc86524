import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { utils, write } from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { translateCellFormula } from './excel-formula.ts'
import { readSheets } from './excel-sheet.ts'
import { findTables } from './find-tables.ts'
import { proposeEntity } from './propose-entity.ts'
import { proposedFiles } from './proposed-files.ts'

const registry = createBuiltInRegistry()

function workbook(rows: unknown[][], formulas: Record<string, string> = {}): File {
  const sheet = utils.aoa_to_sheet(rows)
  for (const [cell, formula] of Object.entries(formulas)) sheet[cell] = { t: 'n', v: 0, f: formula }
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '送货记录')
  return new File([write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer], 'book.xlsx')
}

const orders = workbook(
  [
    ['我们的送货记录'],
    ['单号', '日期', '客户', '品名', '数量', '单价', '金额', '状态'],
    ['S1', '2026-01-02', '甲', '茶', 2, 1.25, 0, '已送'],
    ['S1', '2026-01-02', '甲', '米', 3, 4, 0, '已送'],
    ['S2', '2026-01-03', '乙', '茶', 1, 1.25, 0, '未送'],
    ['S2', '2026-01-03', '乙', '油', 4, 20.5, 0, '已送'],
    ['S2', '2026-01-03', '乙', '面', 4, 2, 0, '未送'],
    ['S3', '2026-01-05', '甲', '面', 5, 2, 0, '已送'],
    ['合计'],
  ],
  { G3: 'E3*F3', G4: 'E4*F4', G5: 'E5*F5', G6: 'E6*F6', G7: 'E7*F7', G8: 'E8*F8' },
)

describe('a workbook as an object', () => {
  it('has fields with types, choices, a formula in names, and lines where the head repeats', async () => {
    const proposal = proposeEntity(findTables((await readSheets(orders))[0]!)[0]!)
    expect([proposal.label, proposal.rows, proposal.documents]).toEqual(['送货记录', 6, 3])
    expect(proposal.fields.map(({ label, type, place }) => [label, type, place])).toEqual([
      ['单号', 'text', 'header'],
      ['日期', 'date', 'header'],
      ['客户', 'select', 'header'],
      ['品名', 'text', 'lines'],
      ['数量', 'number', 'lines'],
      ['单价', 'money', 'lines'],
      ['金额', 'money', 'lines'],
      ['状态', 'select', 'lines'],
    ])
    const [, , customer, , , price, amount] = proposal.fields
    expect(customer!.options).toEqual(['甲', '乙'])
    expect([price!.scale, amount!.formula]).toEqual([2, '=数量 * 单价'])
  })

  it('becomes definitions without a problem', async () => {
    const proposal = proposeEntity(findTables((await readSheets(orders))[0]!)[0]!)
    const files = proposedFiles(proposal, [], { lines: '明细', number: '编号' }).map(({ path, definition }) => ({
      path,
      text: JSON.stringify(definition),
    }))
    const others = [
      { kind: 'template', name: 't', version: '1.0.0', label: 'T', currency: 'CNY' },
      { kind: 'roles', name: 'roles', roles: [] },
      { kind: 'menu', name: 'menu', groups: [] },
    ].map((definition) => ({ path: `${definition.kind}.json`, text: JSON.stringify(definition) }))
    const { problems } = loadDefinitions([...others, ...files], registry)
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('is plain where every row stands for itself, and nothing where there is nothing', async () => {
    const list = workbook([
      ['编码', '名称'],
      ['001', '茶'],
      ['002', '米'],
    ])
    expect(proposeEntity(findTables((await readSheets(list))[0]!)[0]!).fields.map(({ place, type }) => [place, type])).toEqual([
      ['header', 'text'],
      ['header', 'text'],
    ])
    expect(findTables({ name: 'empty', rows: [] })).toEqual([])
    expect(findTables({ name: 'one', rows: [[{ text: 'a', kind: 'text' }]] })).toEqual([])
  })

  it.each([
    ['C2*D2', 2, '数量 * 单价'],
    ['ROUND(C2*D2*(1-0.1),2)', 2, 'round half up(数量 * 单价 * (1 - 0.1), 2)'],
    ['-C2+$D$2', 2, '-数量 + 单价'],
    ['C1*D2', 2, undefined],
    ['SUM(C2:C9)', 2, undefined],
    ['SUM(C2:D2)', 2, 'sum(数量, 单价)'],
    ['IF(C2>10,C2*D2*90%,C2*D2)', 2, 'if 数量 > 10 then 数量 * 单价 * (90 / 100) else 数量 * 单价'],
    ['IF(AND(C2>0,D2<>0),"是","否")', 2, 'if (数量 > 0 and 单价 != 0) then "是" else "否"'],
    ['IF(C2>1,1,2)+IF(D2>1,1,2)', 2, '(if 数量 > 1 then 1 else 2) + (if 单价 > 1 then 1 else 2)'],
    ['INT(C2/D2)', 2, 'floor(数量 / 单价)'],
    ['Z2*C2', 2, undefined],
    ['C2*', 2, undefined],
    ['C2&D2', 2, undefined],
    ['IF(C2>1,1)', 2, undefined],
    ['Sheet2!C2*D2', 2, undefined],
    ['VLOOKUP(C2,X,1)', 2, undefined],
  ])('reads the formula %s of row %i', (formula, row, expected) => {
    expect(translateCellFormula(formula, row, (column) => ({ 2: '数量', 3: '单价' })[column])).toBe(expected)
  })

  it('refuses what is too large or no workbook', async () => {
    await expect(readSheets(new File([new Uint8Array(9_000_000)], 'x.xlsx'))).rejects.toThrow('too-large')
    await expect(readSheets(new File([new Uint8Array([0x50, 0x4b, 3, 4, 1, 2, 3])], 'x.xlsx'))).rejects.toThrow()
  })
})
