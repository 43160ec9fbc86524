import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateRawSync } from 'node:zlib'
import { utils, write } from '@e965/xlsx'
import { isAppError } from '@formwork/platform/error/index.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ZipStream } from '../../../query/export/zip-stream.ts'
import { toGbk } from '../../../query/export/gbk.ts'
import { readTable } from './read-table.ts'
import type { TableOrder } from './table-messages.ts'

let folder: string
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'formwork-table-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let count = 0
function stored(content: string | Buffer): string {
  const path = join(folder, `file-${++count}`)
  writeFileSync(path, content)
  return path
}

async function rowsOf(content: string | Buffer, order: Partial<TableOrder> = {}): Promise<(readonly [number, ...(string | null)[]])[]> {
  const table = await readTable({ path: stored(content), ...order })
  const rows: [number, ...(string | null)[]][] = []
  for await (const piece of table.rows) for (const { row, cells } of piece) rows.push([row, ...cells])
  return rows
}

const refusal = async (content: string | Buffer): Promise<string> => {
  try {
    await rowsOf(content)
  } catch (error) {
    if (isAppError(error)) return `${error.code}: ${error.describe('en')}`
    throw error
  }
  return 'read'
}

type Cell = { t: string; v: unknown; z?: string } | string | number | boolean | null

function workbook(sheets: Record<string, Cell[][]>): Buffer {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(book, utils.aoa_to_sheet(rows as never), name)
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
}

async function archive(parts: Record<string, string>): Promise<Buffer> {
  const pieces: Buffer[] = []
  const zip = new ZipStream(async (bytes) => void pieces.push(bytes))
  for (const [name, text] of Object.entries(parts)) await zip.file(name, [text])
  await zip.end()
  return Buffer.concat(pieces)
}

const sheetOf = (rows: string, styles = ''): Promise<Buffer> =>
  archive({
    'xl/workbook.xml': '<workbook><sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/styles.xml': styles,
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
  })

describe('workbooks', () => {
  it('keep every digit, days, shares, texts and the place of each cell', async () => {
    const rows = await rowsOf(
      workbook({
        一: [
          ['编码', '单价', '日期', '折扣', '有'],
          ['007', 1234.5, { t: 'n', v: 46027, z: 'yyyy/m/d' }, { t: 'n', v: 0.05, z: '0%' }, true],
          [null, 0.1, { t: 'n', v: 46027.5, z: 'yyyy-mm-dd hh:mm' }, null, false],
          [null, null, null, null, null],
          ['  a < b & "c"\n第二行', 12345678901234.5],
        ],
      }),
    )
    expect(rows).toEqual([
      [1, '编码', '单价', '日期', '折扣', '有'],
      [2, '007', '1234.5', '2026-01-05', '5%', 'TRUE'],
      [3, null, '0.1', '2026-01-05 12:00:00', null, 'FALSE'],
      [5, '  a < b & "c"\n第二行', '12345678901234.5'],
    ])
  })

  it('reads what the binary form has left behind the fifteenth digit as it was meant', async () => {
    const figures = ['1.0000000000000001E-2', '0.30000000000000004', '1.23456789012345E+15', '-4.0E0', '5E-1', '100', '1E+3']
    const cells = figures.map((figure) => `<c><v>${figure}</v></c>`).join('')
    expect(await rowsOf(await sheetOf(`<row r="1">${cells}</row>`))).toEqual([
      [1, '0.01', '0.3', '1234567890123450', '-4', '0.5', '100', '1000'],
    ])
  })

  it('reads inline texts, rich texts, prefixed names, errors, gaps and the second sheet', async () => {
    const xml =
      '<x:row r="3"><x:c r="B3" t="inlineStr"><x:is><x:r><x:t>牛</x:t></x:r><x:r><x:t>奶</x:t></x:r><x:rPh><x:t>niu</x:t></x:rPh></x:is></x:c><x:c r="D3" t="e"><x:v>#N/A</x:v></x:c></x:row>'
    expect(await rowsOf(await sheetOf(xml))).toEqual([[3, null, '牛奶', null, '#N/A']])
    const two = workbook({ 甲: [['a']], 乙: [['b'], ['c']] })
    expect(await rowsOf(two, { sheet: 1 })).toEqual([
      [1, 'b'],
      [2, 'c'],
    ])
    expect((await readTable({ path: stored(two) })).head).toMatchObject({ format: 'xlsx', sheets: ['甲', '乙'] })
  })

  it('stops at what is asked for', async () => {
    expect(await rowsOf(workbook({ 一: Array.from({ length: 50 }, (_, index) => [index]) }), { most: 3 })).toHaveLength(3)
  })
})

describe('text files', () => {
  it('are read in UTF-8 with and without a mark, UTF-16, GBK', async () => {
    const text = '名称,价格\r\n牛奶,"1,234.50"\r\n'
    const wanted = [
      [1, '名称', '价格'],
      [2, '牛奶', '1,234.50'],
    ]
    const bytes = {
      plain: Buffer.from(text),
      marked: Buffer.from(`\uFEFF${text}`),
      wide: Buffer.from(`\uFEFF${text}`, 'utf16le'),
      gbk: toGbk(text),
    }
    for (const content of Object.values(bytes)) expect(await rowsOf(content)).toEqual(wanted)
    expect((await readTable({ path: stored(bytes.gbk) })).head.encoding).toBe('gbk')
    expect(await rowsOf(bytes.gbk, { encoding: 'gbk' })).toEqual(wanted)
  })

  it('know quotes, line ends within them, tabs and semicolons, missing ends', async () => {
    expect(await rowsOf('a;"b;""c""\nd";e\r\n\r\n1;2')).toEqual([
      [1, 'a', 'b;"c"\nd', 'e'],
      [3, '1', '2'],
    ])
    expect(await rowsOf('a\tb\r1\t')).toEqual([
      [1, 'a', 'b'],
      [2, '1'],
    ])
    expect(await rowsOf('"a"x,b')).toEqual([[1, 'ax', 'b']])
  })

  it('take off the guards of formulas that export has put on', async () => {
    expect(await rowsOf(`a,b\n'=cmd|' /C calc'!A0,="007"`)).toEqual([
      [1, 'a', 'b'],
      [2, "=cmd|' /C calc'!A0", '007'],
    ])
  })
})

describe('hostile files', () => {
  it('are refused with a reason: damage, secrets, old formats, nothing, other encodings, endless quotes', async () => {
    expect(await refusal('')).toContain('it is empty')
    expect(await refusal(Buffer.from('PK\u0003\u0004 and then nothing'))).toContain('damaged')
    expect(await refusal(await archive({ 'word/document.xml': '<x/>' }))).toContain('no workbook')
    expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))).toContain('.xls')
    expect(await refusal(Buffer.from([0x61, 0xff, 0xff, 0xff, 0x80, 0x0a]))).toContain('encoding')
    expect(await refusal('a,"b')).toContain('quotation in row 1')
    expect(await refusal(Buffer.from('a\0b'))).toContain('encoding')
  })

  it('cannot unpack to more than a workbook needs, whatever they promise', async () => {
    const bomb = deflateRawSync(Buffer.alloc(40 * 1024 * 1024, 0x20), { level: 9 })
    const honest = await archive({ 'xl/workbook.xml': 'x' })
    // The first part of the archive is replaced; the directory still promises one byte.
    const name = Buffer.from('xl/workbook.xml')
    const local = Buffer.from(honest.subarray(0, 30))
    const directory = Buffer.from(honest.subarray(honest.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]))))
    directory.writeUInt32LE(bomb.length, 20)
    const start = 30 + name.length + bomb.length
    directory.writeUInt32LE(start, directory.length - 6)
    expect(await refusal(Buffer.concat([local, name, bomb, directory]))).toContain('unpacks to too much')
  })

  it('cannot hold more rows than an import takes, nor grow one row for ever, nor define entities', async () => {
    const rows = Array.from({ length: 100_200 }, (_, index) => `${index},x`).join('\n')
    expect(await refusal(rows)).toContain('too-many-rows')
    expect(await refusal(await sheetOf(`<row r="1"><c t="inlineStr"><is><t>${'x'.repeat(40_000)}</t></is></c></row>`))).toContain(
      'too long',
    )
    expect(await refusal(await sheetOf(`<row r="1">${' '.repeat(26 * 1024 * 1024)}`))).toContain('not that of a workbook')
    const entities = await archive({
      'xl/workbook.xml': '<!DOCTYPE w [<!ENTITY a "aaaa">]><workbook><sheets><sheet name="&a;" r:id="r1"/></sheets></workbook>',
      'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="r1" Target="/etc/passwd"/></Relationships>',
    })
    expect(await refusal(entities)).toContain('no sheet')
  }, 60_000)
})
