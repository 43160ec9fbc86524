import { open } from 'node:fs/promises'
import { textTable } from './text-table.ts'
import { refuseFile, type Table, type TableOptions } from './table-row.ts'
import { workbookTable } from './workbook-table.ts'
import { ZipArchive } from './zip-archive.ts'

/** Beginnings of files: ZIP (a workbook), and the container of old or protected ones. */
const ZIP = Buffer.from([0x50, 0x4b])
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

/** What stands in a file, whatever it is called. Errors: `file-refused`. */
export async function withTable<T>(path: string, options: TableOptions, use: (table: Table) => Promise<T>): Promise<T> {
  const head = await firstBytes(path)
  if (head.subarray(0, 4).equals(COMPOUND)) {
    throw refuseFile('旧版 .xls 或有密码保护的文件，请另存为 .xlsx', 'it is an old .xls or protected by a password; save it as .xlsx')
  }
  if (!head.subarray(0, 2).equals(ZIP)) return use(await textTable(path, options))
  const archive = await ZipArchive.open(path)
  try {
    return await use(await workbookTable(archive, options))
  } finally {
    await archive.close()
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const head = Buffer.alloc(8)
    const { bytesRead } = await file.read(head, 0, 8, 0)
    if (bytesRead === 0) throw refuseFile('文件是空的', 'it is empty')
    return head.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
