import type { WireFinding } from '@formwork/platform/error/app-error.ts'
import { isAppError, type AppError } from '@formwork/platform/error/index.ts'
import type { Answer } from '../../command/unit.ts'
import type { Workspace } from '../../host/workspace.ts'
import type { ImportChunk, ImportItem } from '../../query/import/import-chunk.ts'
import type { ImportContent, ImportProblem } from '../../query/import/import-content.ts'
import type { ImportWork } from '../../query/import/import-work.ts'
import type { ImportOutcome } from '../../store/content/imports.ts'
import { runSystemCommand } from '../run-command.ts'

/** Records that are tried out or written at once: they share a durable commit. */
const AT_ONCE = 100

/** The next records of the file: tried out (nothing is written), or saved, each in a command of who imports. */
export async function writeChunk(workspace: Workspace, work: ImportWork): Promise<void> {
  const { batch, person, state, content } = work
  const isCheck = state === 'checking'
  const reading = { person, scopes: content.scopes, language: content.language, arguments: { import: batch, limit: AT_ONCE } }
  const { items } = (await workspace.read('import-chunk', reading)) as ImportChunk
  const last = items.at(-1)
  if (last === undefined) {
    await runSystemCommand(workspace, 'note-import', { import: batch, from: state, state: isCheck ? 'checked' : 'imported' })
    return
  }
  const outcomes = await Promise.all(items.map((item) => outcomeOf(workspace, work, item, isCheck)))
  const bad = outcomes.filter((outcome) => outcome.state === 'bad').length
  await runSystemCommand(workspace, 'note-import', {
    import: batch,
    from: state,
    reached: last.head,
    done: items.length - bad,
    bad,
    // What was refused before keeps its reasons.
    outcomes: outcomes.filter((_outcome, index) => isCheck || !items[index]!.isRefused),
  })
}

async function outcomeOf(workspace: Workspace, work: ImportWork, item: ImportItem, isCheck: boolean): Promise<ImportOutcome> {
  const { content } = work
  const nothing = { head: item.head, record: null, version: null, former: null }
  // What was refused when it was tried out is left out now.
  if (!isCheck && item.isRefused) return { ...nothing, state: 'bad', errors: null }
  if (item.request === undefined) return { ...nothing, state: 'bad', errors: item.problems }
  try {
    const answer = await send(workspace, work, item, isCheck)
    const problems = isCheck ? problemsOf(answer.problems as WireFinding[] | undefined, content, item) : []
    if (problems.length > 0) return { ...nothing, state: 'bad', errors: problems }
    if (isCheck) return { ...nothing, state: null, errors: null }
    const { id, version } = answer as { id: string; version: number }
    const state = item.request.id === undefined ? 'made' : 'changed'
    return { head: item.head, state, record: Number(id), version, former: item.former ?? null, errors: null }
  } catch (error) {
    if (!isAppError(error) || error.status >= 500) throw error
    return { ...nothing, state: 'bad', errors: problemsOf(findingsOf(error, content.language), content, item) }
  }
}

/** The one write path, in the name of who imports; the key makes a repeated turn harmless. */
function send(workspace: Workspace, { batch, person, content }: ImportWork, item: ImportItem, isCheck: boolean): Promise<Answer> {
  const { submit, language, scopes } = content
  return workspace.execute({
    do: submit ? 'submit' : 'save',
    key: isCheck ? undefined : `import/${batch}/${item.head}`,
    person,
    scopes,
    language,
    channel: 'import',
    requestId: `import/${batch}`,
    body: item.request,
    dryRun: isCheck,
  })
}

export function findingsOf(error: AppError, language: 'zh' | 'en'): WireFinding[] {
  const wire = error.toWire(language)
  return wire.errors ?? [{ code: wire.code, message: wire.message, path: wire.path }]
}

/** `lines/3/price` is the row of the file that the fourth line came from, in the column that fills the price. */
function problemsOf(findings: readonly WireFinding[] | undefined, { columns }: ImportContent, item: ImportItem): ImportProblem[] {
  return (findings ?? []).map(({ message, path }) => {
    const [name = '', line, field] = (path ?? '').split('/')
    const row = line === undefined ? item.head : (item.lineRows[name]?.[Number(line)] ?? item.head)
    const column = columns.indexOf(field === undefined ? name : `${name}.${field}`)
    return column < 0 ? { row, message } : { row, column, message }
  })
}
