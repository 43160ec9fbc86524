import { loadDefinitions } from '@formwork/platform/definition/index.ts'
import { createBuiltInRegistry } from '@formwork/plugins/index.ts'
import { utils, write, type WorkSheet } from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { readSheets } from './excel-sheet.ts'
import { findTables } from './find-tables.ts'
import { proposeEntity, type Proposal } from './propose-entity.ts'
import { proposedFiles } from './proposed-files.ts'

const registry = createBuiltInRegistry()

interface Made {
  name?: string
  rows: unknown[][]
  merges?: string[]
  change?: (sheet: WorkSheet) => void
}

function workbook(...sheets: Made[]): File {
  const book = utils.book_new()
  for (const [index, { name, rows, merges = [], change }] of sheets.entries()) {
    const sheet = utils.aoa_to_sheet(rows)
    sheet['!merges'] = merges.map((range) => utils.decode_range(range))
    change?.(sheet)
    utils.book_append_sheet(book, sheet, name ?? `Sheet${index + 1}`)
  }
  return new File([write(book, { type: 'array', bookType: 'xlsx', cellDates: false }) as ArrayBuffer], 'book.xlsx')
}

async function proposalsOf(file: File): Promise<Proposal[]> {
  return (await readSheets(file)).flatMap((sheet) => findTables(sheet)).map((table) => proposeEntity(table))
}

async function proposalOf(made: Made): Promise<Proposal> {
  const proposals = await proposalsOf(workbook(made))
  expect(proposals).toHaveLength(1)
  return proposals[0]!
}

const typesOf = ({ fields }: Proposal): unknown[] => fields.map(({ label, type }) => [label, type])
const notesOf = ({ fields }: Proposal, label: string): unknown => fields.find((field) => field.label === label)!.notes

/** The letters of a text as GBK writes them, found by reading every pair of bytes. */
function inGbk(text: string): Uint8Array<ArrayBuffer> {
  const decoder = new TextDecoder('gbk')
  const pairs = new Map<string, readonly number[]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) pairs.set(decoder.decode(new Uint8Array([high, low])), [high, low])
  }
  return Uint8Array.from([...text].flatMap((letter) => (letter < '\u0080' ? [letter.charCodeAt(0)] : pairs.get(letter)!)))
}

describe('headings', () => {
  it('in two rows with merged cells are joined, under titles and who made the sheet', async () => {
    const proposal = await proposalOf({
      rows: [
        ['一月送货汇总表'],
        ['部门：配送部', null, null, '日期：2026-01-31'],
        [],
        ['编号', '品名', '数量', null, '金额', null],
        [null, null, '计划', '实际', '计划', '实际'],
        ['A1', '茶', 3, 2, 30, 20],
        ['A2', '米', 5, 5, 50, 50.5],
      ],
      merges: ['A1:F1', 'A4:A5', 'B4:B5', 'C4:D4', 'E4:F4'],
    })
    expect(proposal.label).toBe('一月送货汇总表')
    expect(typesOf(proposal)).toEqual([
      ['编号', 'text'],
      ['品名', 'text'],
      ['数量 计划', 'number'],
      ['数量 实际', 'number'],
      ['金额 计划', 'money'],
      ['金额 实际', 'money'],
    ])
    expect(proposal.notes).toMatchObject({ head: 4, headRows: 2, title: '一月送货汇总表' })
  })

  it('in two rows are joined without merged cells too, as text files have them', async () => {
    const text = ['编号,品名,数量,,金额,', ',,计划,实际,计划,实际', 'A1,茶,3,2,30,20', 'A2,米,5,5,50,50.50'].join('\r\n')
    const [proposal] = await proposalsOf(new File([text], '计划.csv'))
    expect(proposal!.fields.map(({ label }) => label)).toEqual(['编号', '品名', '数量 计划', '数量 实际', '金额 计划', '金额 实际'])
    expect([proposal!.label, proposal!.rows]).toEqual(['计划', 2])
  })

  it('that stand twice are told apart, a missing one is the letter, an empty column is left out', async () => {
    const proposal = await proposalOf({
      rows: [
        ['品名', '备注', '数量', null, '备注', '产地'],
        ['茶', '好', 1, 'x1', '快', null],
        ['米', '中', 2, 'x2', '慢', null],
        ['油', '差', 3, 'x3', '停', null],
      ],
    })
    expect(proposal.fields.map(({ label, isLeft }) => [label, isLeft])).toEqual([
      ['品名', false],
      ['备注', false],
      ['数量', false],
      ['D', false],
      ['备注 2', false],
      ['产地', true],
    ])
    expect([notesOf(proposal, 'D'), notesOf(proposal, '备注 2'), notesOf(proposal, '产地')]).toEqual([
      [{ kind: 'unnamed' }],
      [{ kind: 'duplicate' }],
      [{ kind: 'empty' }],
    ])
    expect(new Set(proposal.fields.map(({ name }) => name)).size).toBe(6)
  })

  it('that are repeated on every page, totals, remarks and empty rows are no data', async () => {
    const proposal = await proposalOf({
      rows: [
        ['序号', '品名', '数量', '金额'],
        [1, '茶', 3, 30],
        [2, '米', 5, 50],
        ['小 计', null, 8, 80],
        [],
        ['序号', '品名', '数量', '金额'],
        [3, '油', 1, 10],
        [null, '总计：', 9, 90],
        ['制表人：张三', null, '审核：李四'],
      ],
    })
    expect([proposal.rows, proposal.notes]).toMatchObject([3, { totals: 2, repeated: 1, footers: 1 }])
    expect(typesOf(proposal).slice(1)).toEqual([
      ['品名', 'text'],
      ['数量', 'number'],
      ['金额', 'money'],
    ])
    expect(proposal.fields[0]).toMatchObject({ label: '序号', isLeft: true, notes: [{ kind: 'counter' }] })
  })

  it('a row that adds up the column above it is a total, whatever it is called', async () => {
    const proposal = await proposalOf({
      rows: [
        ['品名', '数量'],
        ['茶', 3],
        ['米', 4],
        [null, 7],
      ],
      change: (sheet) => (sheet.B4 = { t: 'n', v: 7, f: 'SUM(B2:B3)' }),
    })
    expect([proposal.rows, proposal.notes.totals]).toEqual([2, 1])
  })
})

describe('several tables', () => {
  it('one under another and one beside another are each proposed, by their titles', async () => {
    const proposals = await proposalsOf(
      workbook({
        rows: [
          ['客户资料', null, null, null, null],
          ['客户', '电话', null, '城市', '人数'],
          ['甲', '13800000000', null, '上海', 3],
          ['乙', '13900000000', null, '北京', 4],
          ['丙', '13700000000'],
          [],
          ['送货记录'],
          ['单号', '日期', '数量'],
          ['S1', '2026-01-02', 2],
          ['S2', '2026-01-03', 4],
        ],
      }),
    )
    expect(proposals.map(({ label, rows, fields }) => [label, rows, fields.map((field) => field.label)])).toEqual([
      ['客户资料', 3, ['客户', '电话']],
      ['Sheet1', 2, ['城市', '人数']],
      ['送货记录', 2, ['单号', '日期', '数量']],
    ])
  })

  it('of several sheets have the names of their sheets; a sheet without a table has none', async () => {
    const rows = [
      ['编码', '名称'],
      ['a1', '茶'],
      ['a2', '米'],
    ]
    const proposals = await proposalsOf(workbook({ name: '封面', rows: [['公司手册']] }, { name: '商品', rows }, { name: '客户', rows }))
    expect(proposals.map(({ label }) => label)).toEqual(['商品', '客户'])
  })

  it('an empty row or an empty column inside a table does not cut it', async () => {
    const proposal = await proposalOf({
      rows: [['品名', null, '数量', '金额'], ['茶', null, 3, 30], [], ['米', null, 5, 50]],
    })
    expect([proposal.rows, proposal.fields.map(({ label }) => label)]).toEqual([2, ['品名', '数量', '金额']])
  })
})

describe('cells', () => {
  it('with numbers typed as text, with thousands, signs and units, are numbers', async () => {
    const proposal = await proposalOf({
      rows: [
        ['品名', '重量', '金额', '折扣', '余额', '尺寸', '房间', '编号', '件数'],
        ['茶', '1,200.5 kg', '¥1,234.50', '15%', '(12.00)', '3 cm', '3号', '007', '１２'],
        ['米', '80kg', '¥80', '7.5%', '1,000', '2 m', '4号', '008', '8'],
        ['油', '9 kg', '￥9.00', '0%', '-', '1 m', '5号', '010', '待定'],
      ],
    })
    expect(typesOf(proposal)).toEqual([
      ['品名', 'text'],
      ['重量', 'number'],
      ['金额', 'money'],
      ['折扣', 'percent'],
      ['余额', 'number'],
      ['尺寸', 'text'],
      ['房间', 'text'],
      ['编号', 'text'],
      ['件数', 'number'],
    ])
    const [, weight, , discount, , size] = proposal.fields
    expect(weight).toMatchObject({ scale: 1, unit: 'kg', notes: [{ kind: 'asText', count: 3 }] })
    expect([discount!.scale, size!.notes]).toEqual([3, [{ kind: 'units', samples: ['cm', 'm'] }]])
  })

  it('that are dates by format, by number under a heading of a date, and as text in many ways', async () => {
    const proposal = await proposalOf({
      rows: [
        ['品名', '送货日期', '到货日期', '登记', '盘点时间', '批号'],
        ['茶', 45292, 45292, '2026/1/2', '2026-01-02 08:30', 20260102],
        ['米', 45293, 45300, '2026年1月3日', 45292.5, 20260103],
        ['油', 45294, 45301, '2026.1.4', '2026-01-04 09:00', 20260104],
      ],
      change: (sheet) => {
        for (const row of [2, 3, 4]) (sheet[`B${row}`] as { z: string }).z = 'yyyy"年"m"月"d"日"'
      },
    })
    expect(typesOf(proposal)).toEqual([
      ['品名', 'text'],
      ['送货日期', 'date'],
      ['到货日期', 'date'],
      ['登记', 'date'],
      ['盘点时间', 'date-time'],
      ['批号', 'number'],
    ])
    expect(proposal.fields[1]!.samples).toEqual(['2024-01-01', '2024-01-02', '2024-01-03'])
    expect(notesOf(proposal, '到货日期')).toEqual([{ kind: 'serialDates' }])
    expect(notesOf(proposal, '登记')).toEqual([{ kind: 'asText', count: 3 }])
  })

  it('of which a few are something else keep the type of the most, and the few are named', async () => {
    const rows = Array.from({ length: 20 }, (_, index) => [`a${index}`, index === 7 ? '约十箱' : index])
    const proposal = await proposalOf({ rows: [['品名', '数量'], ...rows] })
    expect(proposal.fields[1]).toMatchObject({
      type: 'number',
      isRequired: false,
      notes: [{ kind: 'others', count: 1, samples: ['约十箱'] }],
    })
  })

  it('with formulas become formulas where they have an equal, also with conditions; else their text is kept to be seen', async () => {
    const proposal = await proposalOf({
      rows: [
        ['品名', '数量', '单价', '金额', '档次', '参考'],
        ['茶', 3, 10, 30, '高', 1],
        ['米', 5, 2, 10, '低', 2],
      ],
      change: (sheet) => {
        for (const row of [2, 3]) {
          sheet[`D${row}`] = { t: 'n', v: 0, f: `ROUND(B${row}*C${row},2)` }
          sheet[`E${row}`] = { t: 's', v: '高', f: `IF(C${row}>=5,"高","低")` }
          sheet[`F${row}`] = { t: 'e', v: 42, f: `VLOOKUP(A${row},Sheet2!A:B,2,FALSE)` }
        }
      },
    })
    expect(proposal.fields.map(({ formula }) => formula)).toEqual([
      undefined,
      undefined,
      undefined,
      '=round half up(数量 * 单价, 2)',
      '=if 单价 >= 5 then "高" else "低"',
      undefined,
    ])
    expect(notesOf(proposal, '参考')).toEqual([{ kind: 'formula', samples: ['=VLOOKUP(A2,Sheet2!A:B,2,FALSE)'] }])
  })

  it('that are merged down are one value for all their rows: a document with its lines', async () => {
    const proposal = await proposalOf({
      rows: [
        ['单号', '客户', '品名', '数量'],
        ['S1', '甲', '茶', 1],
        [null, null, '米', 2],
        ['S2', '乙', '油', 3],
        [null, null, '面', 4],
      ],
      merges: ['A2:A3', 'B2:B3', 'A4:A5', 'B4:B5'],
    })
    expect([proposal.documents, proposal.fields.map(({ place, isRequired }) => [place, isRequired])]).toEqual([
      2,
      [
        ['header', true],
        ['header', true],
        ['lines', true],
        ['lines', true],
      ],
    ])
  })

  it('that say the same everywhere make no documents of a plain list', async () => {
    const rows = ['茶', '绿茶', '红茶', '米', '面'].map((name, index) => [index < 3 ? '饮料' : '粮食', name, '个'])
    const proposal = await proposalOf({ rows: [['类别', '品名', '单位'], ...rows] })
    expect([proposal.documents, proposal.fields.map(({ place }) => place)]).toEqual([5, ['header', 'header', 'header']])
  })
})

describe('files', () => {
  const lines = ['单号;日期;品名;数量', 'S1;2026/1/2;"茶;绿";1,200', 'S1;2026/1/2;米;30', 'S2;2026/1/3;油;4']

  it.each([
    ['GBK', inGbk(lines.join('\r\n'))],
    ['UTF-8 with a mark', new TextEncoder().encode(`\ufeff${lines.join('\n')}`)],
    [
      'UTF-16',
      new Uint8Array([0xff, 0xfe, ...new Uint8Array(Uint16Array.from([...lines.join('\n')].map((letter) => letter.charCodeAt(0))).buffer)]),
    ],
  ])('of text in %s are read', async (_, bytes) => {
    const [proposal] = await proposalsOf(new File([bytes], '送货.csv'))
    expect([proposal!.label, typesOf(proposal!), proposal!.documents]).toEqual([
      '送货',
      [
        ['单号', 'text'],
        ['日期', 'date'],
        ['品名', 'text'],
        ['数量', 'number'],
      ],
      2,
    ])
    expect(proposal!.fields[2]!.samples[0]).toBe('茶;绿')
  })

  it('that are no text and no workbook are refused', async () => {
    await expect(readSheets(new File([new Uint8Array([0, 1, 2, 3])], 'x.csv'))).rejects.toThrow()
  })

  it('with 5,000 rows and 20 columns are understood whole', async () => {
    const rows = Array.from({ length: 5_000 }, (_, index) => [
      `S${Math.floor(index / 4)}`,
      45_000 + Math.floor(index / 4 / 10),
      ...Array.from({ length: 18 }, (_each, column) => (column % 2 === 0 ? `字${index}-${column}` : index * column + 0.5)),
    ])
    const head = ['单号', '日期', ...Array.from({ length: 18 }, (_, column) => `列${column}`)]
    const file = workbook({ rows: [head, ...rows] })
    const [proposal] = await proposalsOf(file)
    expect([proposal!.rows, proposal!.documents, proposal!.notes.total]).toEqual([5_000, 1_250, undefined])
    expect(typesOf(proposal!).slice(0, 4)).toEqual([
      ['单号', 'text'],
      ['日期', 'date'],
      ['列0', 'text'],
      ['列1', 'number'],
    ])
  }, 30_000)

  it('that are longer say how much of them was looked at', async () => {
    const rows = Array.from({ length: 10_500 }, (_, index) => [`a${index}`, index])
    const [proposal] = await proposalsOf(workbook({ rows: [['品名', '数量'], ...rows] }))
    expect([proposal!.rows, proposal!.notes.total]).toEqual([9_999, 10_501])
  }, 30_000)
})

it('every proposal of a messy sheet becomes definitions without a problem', async () => {
  const proposal = await proposalOf({
    rows: [
      ['单号', '日期', '客户', '品名', '重量', '折扣', '金额', '备注', '备注', null],
      ['S1', '2026/1/2 08:30', '甲', '茶', '1.5 kg', '5%', '¥12', '好', null, 'x'],
      ['S1', '2026/1/2 08:30', '甲', '米', '2 kg', '10%', '¥1,200', '中', null, 'y'],
      ['S2', '2026/1/3 09:30', '乙', '油', '3 kg', '0%', '¥3', '差', null, 'z'],
    ],
  })
  const files = proposedFiles(proposal, [], { lines: '明细', number: '编号' })
  const others = [
    { kind: 'template', name: 't', version: '1.0.0', label: 'T', currency: 'CNY' },
    { kind: 'roles', name: 'roles', roles: [] },
    { kind: 'menu', name: 'menu', groups: [] },
  ].map((definition) => ({ path: `${definition.kind}.json`, definition }))
  const { problems } = loadDefinitions(
    [...others, ...files].map(({ path, definition }) => ({ path, text: JSON.stringify(definition) })),
    registry,
  )
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
})
