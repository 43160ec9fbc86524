import { attribute, decodeXml, textsOf } from './xml-text.ts'
import { xmlElements } from './xml-elements.ts'
import { refuseFile } from './table-row.ts'
import type { ZipArchive } from './zip-archive.ts'

export interface WorkbookParts {
  readonly sheets: readonly { readonly name: string; readonly part: string }[]
  readonly strings: readonly string[]
  /** What the style of a cell makes of its number, by the style's position. */
  readonly styles: readonly (NumberKind | undefined)[]
  /** Days are counted from 1904 instead of 1900. */
  readonly is1904: boolean
}

export type NumberKind = 'date' | 'percent'

const MOST_BYTES = 16 * 1024 * 1024
const MOST_STRING_BYTES = 200 * 1024 * 1024
const MOST_STRINGS = 2_000_000
const MOST_STRING_LENGTH = 100_000_000
/** Formats that need no definition (ECMA-376, 18.8.30): days and times, percent. */
const OWN_DATES = new Set([
  14, 15, 16, 17, 18, 19, 20, 21, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 45, 46, 47, 50, 51, 52, 53, 54, 55, 56, 57, 58,
])
const OWN_PERCENTS = new Set([9, 10])

/** Everything of a workbook but its rows. Errors: `file-refused`. */
export async function readWorkbook(archive: ZipArchive): Promise<WorkbookParts> {
  const book = await archive.whole('xl/workbook.xml', MOST_BYTES)
  if (book === '') throw refuseFile('不是 Excel 工作簿（.xlsx）', 'it is no workbook (.xlsx)')
  const targets = readRelations(await archive.whole('xl/_rels/workbook.xml.rels', MOST_BYTES))
  const sheets = [...book.matchAll(/<(?:\w+:)?sheet\s([^>]*?)\/?>/g)].flatMap(([, tag]) => {
    const part = targets.get(attribute(tag!, 'id') ?? '')
    return part === undefined || !archive.has(part) ? [] : [{ name: attribute(tag!, 'name') ?? '', part }]
  })
  if (sheets.length === 0) throw refuseFile('工作簿里没有工作表', 'the workbook has no sheet')
  return {
    sheets,
    strings: archive.has('xl/sharedStrings.xml') ? await readStrings(archive) : [],
    styles: readStyles(await archive.whole('xl/styles.xml', MOST_BYTES)),
    is1904: /<(?:\w+:)?workbookPr\b[^>]*\bdate1904="(1|true)"/.test(book),
  }
}

function readRelations(xml: string): Map<string, string> {
  const targets = new Map<string, string>()
  for (const [, tag] of xml.matchAll(/<(?:\w+:)?Relationship\s([^>]*?)\/?>/g)) {
    const target = attribute(tag!, 'Target') ?? ''
    targets.set(attribute(tag!, 'Id') ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`)
  }
  return targets
}

async function readStrings(archive: ZipArchive): Promise<string[]> {
  const strings: string[] = []
  let length = 0
  for await (const element of xmlElements(archive.text('xl/sharedStrings.xml', MOST_STRING_BYTES), 'si')) {
    const text = textsOf(element)
    length += text.length
    if (strings.push(text) > MOST_STRINGS || length > MOST_STRING_LENGTH) throw refuseFile('文本内容过多', 'it holds too much text')
  }
  return strings
}

function readStyles(xml: string): (NumberKind | undefined)[] {
  const kinds = new Map<number, NumberKind>()
  for (const [, tag] of xml.matchAll(/<(?:\w+:)?numFmt\s([^>]*?)\/?>/g)) {
    const kind = kindOf(attribute(tag!, 'formatCode') ?? '')
    if (kind !== undefined) kinds.set(Number(attribute(tag!, 'numFmtId')), kind)
  }
  const cells = /<(?:\w+:)?cellXfs\b[\s\S]*?<\/(?:\w+:)?cellXfs>/.exec(xml)?.[0] ?? ''
  return [...cells.matchAll(/<(?:\w+:)?xf\s([^>]*?)\/?>/g)].map(([, tag]) => {
    const id = Number(attribute(tag!, 'numFmtId') ?? 0)
    return kinds.get(id) ?? (OWN_DATES.has(id) ? 'date' : OWN_PERCENTS.has(id) ? 'percent' : undefined)
  })
}

/** What stands in quotes or brackets is text or a colour, not part of the format. */
function kindOf(code: string): NumberKind | undefined {
  const plain = decodeXml(code)
    .replace(/"[^"]*"|\\./g, '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
  if (plain.includes('%')) return 'percent'
  return /[ymdhs年月日]/i.test(plain.replace(/general/gi, '')) ? 'date' : undefined
}
