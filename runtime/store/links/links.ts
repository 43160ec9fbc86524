import type { Plan, Reading, Row, TableShape, Transaction } from '../database.ts'

/** Which line came from which: made by conversions, kept as long as both records are. 0 stands for the record without lines. */
export const linkTables: readonly TableShape[] = [
  {
    name: 'link',
    columns: [
      { name: 'target_record', type: 'integer', required: true },
      { name: 'target_line', type: 'integer', required: true },
      { name: 'source_record', type: 'integer', required: true },
      { name: 'source_line', type: 'integer', required: true },
      { name: 'conversion', type: 'text', required: true },
    ],
    primaryKey: ['target_record', 'target_line', 'source_record', 'source_line'],
    clustered: true,
    indexes: [{ name: 'link_source', columns: ['source_record', 'source_line'] }],
  },
]

export interface Link {
  readonly conversion: string
  readonly sourceRecord: number
  /** 0: the record as a whole. */
  readonly sourceLine: number
  readonly targetRecord: number
  readonly targetLine: number
}

const columns = 'conversion, source_record, source_line, target_record, target_line'
const insert: Plan = { sql: `insert into link (${columns}) values (?, ?, ?, ?, ?)` }
const upstream: Plan = { sql: `select ${columns} from link where target_record = ? order by target_line, source_record, source_line` }
const downstream: Plan = { sql: `select ${columns} from link where source_record = ? order by target_record, target_line` }

export async function insertLinks(transaction: Transaction, links: readonly Link[]): Promise<void> {
  if (links.length === 0) return
  await transaction.runMany(
    insert,
    links.map((link) => [link.conversion, link.sourceRecord, link.sourceLine, link.targetRecord, link.targetLine]),
  )
}

/** Where a record came from. */
export async function listUpstream(reading: Reading, record: number): Promise<Link[]> {
  return (await reading.all(upstream, [record])).map(readLink)
}

/** What came from a record, dead targets included. */
export async function listDownstream(reading: Reading, record: number): Promise<Link[]> {
  return (await reading.all(downstream, [record])).map(readLink)
}

function readLink(row: Row): Link {
  return {
    conversion: String(row.conversion),
    sourceRecord: Number(row.source_record),
    sourceLine: Number(row.source_line),
    targetRecord: Number(row.target_record),
    targetLine: Number(row.target_line),
  }
}
