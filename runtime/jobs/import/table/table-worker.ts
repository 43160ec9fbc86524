import { parentPort, workerData } from 'node:worker_threads'
import { fail } from '@formwork/platform/error/index.ts'
import { packError } from '../../../host/transported-error.ts'
import { withTable } from './open-table.ts'
import { MOST_ROWS, type TableRow } from './table-row.ts'
import type { TableMessage, TableOrder } from './table-messages.ts'

/** Rows that travel at once; the next ones are read when the last ones were taken. */
const AT_ONCE = 1_000

const port = parentPort!
const order = workerData as TableOrder

function send(message: TableMessage): Promise<void> {
  port.postMessage(message)
  return new Promise((resolve) => port.once('message', () => resolve()))
}

try {
  await withTable(order.path, order, async ({ format, sheets, encoding, rows }) => {
    await send({ head: { format, sheets, encoding } })
    let waiting: TableRow[] = []
    let count = 0
    for await (const row of rows) {
      waiting.push(row)
      if (++count > MOST_ROWS + 100) throw fail('too-many-rows', { limit: MOST_ROWS })
      if (order.most !== undefined && count >= order.most) break
      if (waiting.length < AT_ONCE) continue
      await send({ rows: waiting })
      waiting = []
    }
    if (waiting.length > 0) await send({ rows: waiting })
  })
  port.postMessage({ end: true } satisfies TableMessage)
} catch (error) {
  port.postMessage({ error: packError(error) } satisfies TableMessage)
}
port.close()
