import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WorkspaceDirectory } from './workspace-directory.ts'

let root: string
let directory: WorkspaceDirectory
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'formwork-'))
  directory = new WorkspaceDirectory(root)
})
afterEach(() => rm(root, { recursive: true, force: true }))

const place = { dialect: 'postgresql', location: 'postgres://somebody:secret@localhost/one' } as const
const rightsOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777

it.skipIf(process.platform === 'win32')('keeps a workspace from everybody else, whatever the folder above it lets them do', async () => {
  const { folder } = await directory.add('one', place, () => Promise.resolve())
  expect(await rightsOf(folder)).toBe(0o700)
  expect(await rightsOf(join(folder, 'files'))).toBe(0o700)
  expect(await rightsOf(join(folder, 'workspace.json'))).toBe(0o600)
})

it.each([
  ['no JSON', '{', /workspace\.json" is no valid JSON/],
  ['nothing', 'null', /workspace\.json" must say "dialect"/],
  ['a list', '[]', /must say "dialect"/],
  ['another database', '{"dialect":"oracle"}', /must say "dialect"/],
  ['a location that is no text', '{"dialect":"sqlite","location":1}', /texts as location and schema/],
])('names the file that holds %s', async (_what, text, message) => {
  const { folder } = await directory.add('one', place, () => Promise.resolve())
  await writeFile(join(folder, 'workspace.json'), text)
  await expect(directory.find('one')).rejects.toMatchObject({
    code: 'unsafe-configuration',
    message: expect.stringMatching(message) as string,
  })
  await expect(directory.names()).rejects.toMatchObject({ code: 'unsafe-configuration' })
})
