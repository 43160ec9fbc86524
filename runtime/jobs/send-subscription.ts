import { isAppError } from '@formwork/platform/error/index.ts'
import type { Workspace } from '../host/workspace.ts'
import type { ExportedTable } from '../query/export/exported-table.ts'
import { writeWorkbook } from '../query/export/workbook.ts'
import type { JobHandler } from './job-handler.ts'
import { runSystemCommand } from './run-command.ts'
import { mayMail, sendMails } from './send-mail.ts'

interface Letter {
  readonly person: number
  readonly email: string | null
  readonly language: 'zh' | 'en'
  readonly report: string
  readonly title: string
  readonly parameters: Readonly<Record<string, string>>
}

const SUBJECT = { zh: '订阅的报表：', en: 'Subscribed report: ' }
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * A subscribed report whose time has come: made under its reader's rights, told in a notice, and mailed as a workbook where the
 * server can mail and the reader has an address. The notice stands whatever becomes of the mail.
 */
export const sendSubscription: JobHandler = {
  kind: 'send-subscription',
  async run(workspace, job) {
    const { subscription: id } = job.payload as { subscription: string }
    const letter = (await workspace.read('subscription-letter', { person: null, language: 'zh', arguments: { id } })) as Letter | null
    if (letter === null) return
    const made = await makeTable(workspace, letter)
    const failure = 'failure' in made ? made.failure : undefined
    await runSystemCommand(workspace, 'note-subscription', { id, parameters: letter.parameters, failure }, `job/${job.id}`)
    if ('failure' in made || letter.email === null || !mayMail()) return
    const attachment = { filename: `${letter.title}.xlsx`, content: await workbookOf(made), contentType: WORKBOOK }
    await sendMails([{ to: letter.email, subject: `${SUBJECT[letter.language]}${letter.title}`, text: letter.title, attachment }])
  },
}

/** A report that its reader may not have (any more) is a failure to tell him, not one of the job. */
async function makeTable(
  workspace: Workspace,
  { person, language, report, parameters }: Letter,
): Promise<ExportedTable | { failure: string }> {
  try {
    return (await workspace.read('export-report', { person, language, arguments: { report, parameters } })) as ExportedTable
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error
    return { failure: error.describe(language) }
  }
}

async function workbookOf(table: ExportedTable): Promise<Buffer> {
  const parts: Buffer[] = []
  await writeWorkbook(table, noPages(), (bytes) => {
    parts.push(bytes)
    return Promise.resolve()
  })
  return Buffer.concat(parts)
}

async function* noPages(): AsyncIterable<ExportedTable['rows']> {
  yield* []
}
