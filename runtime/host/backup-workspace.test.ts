import { appendFile, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appendAudit } from '../store/audit/append-audit.ts'
import { verifyAudit } from '../store/audit/verify-audit.ts'
import { readDefinitionFiles } from '../store/definitions/definitions.ts'
import { backupWorkspace } from './backup-workspace.ts'
import { createWorkspace } from './create-workspace.ts'
import { openDatabase } from './database-location.ts'
import { restoreWorkspace } from './restore-workspace.ts'
import { WorkspaceDirectory, type WorkspaceEntry } from './workspace-directory.ts'

const registry = createServerRegistry()
const files = [
  {
    path: 'note/entity.json',
    text: '{ "kind": "entity", "name": "note", "label": "便签", "nature": "master", "fields": [{ "name": "name", "label": "名称", "type": "text" }] }\n',
  },
  { path: 'template.json', text: '{ "kind": "template", "name": "notes", "label": "便签", "version": "1.0.0" }\n' },
]
let root: string
let directory: WorkspaceDirectory
let entry: WorkspaceEntry

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'formwork-'))
  directory = new WorkspaceDirectory(join(root, 'data'))
  entry = await directory.add(
    'origin',
    { dialect: 'sqlite' },
    async ({ location }) => void (await createWorkspace({ location, registry, files, now: 1 })),
  )
  await writeFile(join(entry.folder, 'files', 'abc'), 'content')
})
afterEach(() => rm(root, { recursive: true, force: true }))

async function writeAudit(count: number): Promise<void> {
  const database = await openDatabase(registry, entry.location)
  for (let index = 0; index < count; index++) {
    await database.write(async (transaction) =>
      appendAudit(transaction, 'sqlite', { at: index, person: null, channel: 'api', request: 'r' }, [
        { action: 'save', record: 1, values: { a: [1, 2] } },
      ]),
    )
  }
  await database.close()
}

it('backs up while rows are written, and restores what was there', async () => {
  await writeAudit(5)
  const writing = writeAudit(50)
  const manifest = await backupWorkspace(registry, entry, join(root, 'backup'), new Date(0))
  await writing
  expect(manifest).toMatchObject({ workspace: 'origin', release: 1, createdAt: '1970-01-01T00:00:00.000Z' })
  expect(manifest.files.map((file) => file.path)).toEqual([
    'definitions/note/entity.json',
    'definitions/template.json',
    'files/abc',
    'workspace.db',
  ])
  await restoreWorkspace(registry, directory, 'again', join(root, 'backup'))
  expect(await directory.names()).toEqual(['again', 'origin'])
  const restored = (await directory.find('again'))!
  expect(await readFile(join(restored.folder, 'files', 'abc'), 'utf8')).toBe('content')
  const database = await openDatabase(registry, restored.location)
  const { rows, broken } = await database.read((reading) => verifyAudit(reading))
  expect(broken).toBeUndefined()
  expect(rows).toBeGreaterThanOrEqual(5)
  expect(await database.read((reading) => readDefinitionFiles(reading, 1))).toEqual(files)
  await database.close()
})

it.skipIf(process.platform === 'win32')('is for its owner alone, wherever it lies', async () => {
  await backupWorkspace(registry, entry, join(root, 'elsewhere', 'backup'), new Date(0))
  for (const folder of ['elsewhere', 'elsewhere/backup']) expect((await stat(join(root, folder))).mode & 0o077).toBe(0)
})

it('refuses a backup in which a byte is wrong, and leaves nothing', async () => {
  await backupWorkspace(registry, entry, join(root, 'backup'), new Date())
  await appendFile(join(root, 'backup', 'files', 'abc'), '!')
  await expect(restoreWorkspace(registry, directory, 'again', join(root, 'backup'))).rejects.toMatchObject({
    code: 'file-refused',
    parameters: { name: 'files/abc' },
  })
  expect(await readdir(join(root, 'data'))).toEqual(['origin'])
})

it('refuses a chain that was tampered with, although the hashes agree', async () => {
  await writeAudit(3)
  const database = await openDatabase(registry, entry.location)
  await database.write(
    async (transaction) => void (await transaction.run({ sql: "update audit set action = 'other' where sequence = 2" }, [])),
  )
  await database.close()
  await backupWorkspace(registry, entry, join(root, 'backup'), new Date())
  await expect(restoreWorkspace(registry, directory, 'again', join(root, 'backup'))).rejects.toMatchObject({ code: 'file-refused' })
})

it('refuses a link, which would bring a file from outside into the workspace', async () => {
  await backupWorkspace(registry, entry, join(root, 'backup'), new Date())
  await symlink('/etc/passwd', join(root, 'backup', 'files', 'stranger'))
  await expect(restoreWorkspace(registry, directory, 'again', join(root, 'backup'))).rejects.toMatchObject({
    code: 'file-refused',
    parameters: { name: 'stranger' },
  })
})

it.each(['', '{', '[]', '{"format":2,"files":[]}', '{"format":1,"files":[{"path":7}]}', '{"format":1,"__proto__":{},"files":[]}'])(
  'refuses the manifest %s',
  async (text) => {
    await backupWorkspace(registry, entry, join(root, 'backup'), new Date())
    await writeFile(join(root, 'backup', 'manifest.json'), text)
    await expect(restoreWorkspace(registry, directory, 'again', join(root, 'backup'))).rejects.toMatchObject({
      code: 'file-refused',
      parameters: { name: 'manifest.json' },
    })
    expect(await readdir(join(root, 'data'))).toEqual(['origin'])
  },
)

it('never overwrites a workspace or a backup, and takes no folder that is no backup', async () => {
  await backupWorkspace(registry, entry, join(root, 'backup'), new Date())
  await expect(backupWorkspace(registry, entry, join(root, 'backup'), new Date())).rejects.toMatchObject({ code: 'folder-exists' })
  expect(await readdir(root)).not.toContain('backup.part')
  await expect(restoreWorkspace(registry, directory, 'origin', join(root, 'backup'))).rejects.toMatchObject({ code: 'workspace-exists' })
  await expect(restoreWorkspace(registry, directory, 'again', root)).rejects.toMatchObject({ code: 'file-refused' })
  await expect(restoreWorkspace(registry, directory, '../x', join(root, 'backup'))).rejects.toMatchObject({ code: 'bad-name' })
})
