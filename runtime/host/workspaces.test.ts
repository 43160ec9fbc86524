import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { postingTemplate } from '../bench/posting-template.ts'
import type { Command } from '../command/unit.ts'
import type { Workspace } from './workspace.ts'
import { Workspaces } from './workspaces.ts'

let root: string
let workspaces: Workspaces
let workspace: Workspace
const crashes: unknown[] = []

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'formwork-'))
  crashes.length = 0
  workspaces = new Workspaces({ root, writers: 1, readers: 1, report: (error) => crashes.push(error) })
  await workspaces.create('one', postingTemplate)
  workspace = (await workspaces.get('one'))!
})
afterEach(async () => {
  await workspaces.close()
  await rm(root, { recursive: true, force: true })
})

function order(name: string, body: unknown, more: Partial<Command> = {}): Command {
  return { do: name, person: null, language: 'zh', channel: 'api', requestId: 'r', body, ...more }
}
const saveItem = (code: string, more: Partial<Command> = {}) =>
  workspace.execute(order('save', { entity: 'item', changes: { values: { code, name: `名称 ${code}`, lastPrice: '1.5' } } }, more))
const ask = (query: string, parameters: unknown) => workspace.read(query, { person: null, language: 'zh', arguments: parameters })

it('runs commands in the writer thread and shows them to the next read', async () => {
  const answers = await Promise.all(Array.from({ length: 40 }, (_, index) => saveItem(`I-${index}`)))
  expect(new Set(answers.map((answer) => answer.id)).size).toBe(40)
  expect((await workspace.model()).entities.has('receipt')).toBe(true)
})

it('tells whoever watches that a workspace cannot be opened, while the others are served', async () => {
  expect(await workspaces.health()).toEqual({ isReady: true, refused: [] })
  await workspaces.create('two', postingTemplate)
  const file = (await readdir(join(root, 'two'))).find((name) => /\.(db|sqlite)$/.test(name))!
  const whole = await readFile(join(root, 'two', file))
  await writeFile(join(root, 'two', file), 'no database any more, but long enough to be looked into'.repeat(40))
  await expect(workspaces.get('two')).rejects.toThrow()
  const { isReady, refused } = await workspaces.health()
  expect([isReady, refused]).toEqual([true, [expect.stringMatching(/^[a-z-]+$/)]])
  await saveItem('A')
  const alone = new Workspaces({ root, writers: 1, readers: 1 })
  await expect(alone.get('two')).rejects.toThrow()
  expect((await alone.health()).isReady).toBe(false)
  await alone.close()
  await writeFile(join(root, 'two', file), whole)
  expect(await workspaces.get('two')).toBeDefined()
  expect(await workspaces.health()).toEqual({ isReady: true, refused: [] })
})

it('brings refusals over whole', async () => {
  await saveItem('A')
  await expect(saveItem('A')).rejects.toMatchObject({
    name: 'AppError',
    code: 'not-unique',
    status: 409,
    path: expect.stringContaining('code') as string,
  })
  await expect(workspace.execute(order('no-such-command', {}))).rejects.toMatchObject({ code: 'not-found' })
  await expect(ask('no-such-query', {})).rejects.toMatchObject({ code: 'not-found' })
})

it('gives the stored answer to a repeated key, also when both arrive at once', async () => {
  const [first, second] = await Promise.all([saveItem('A', { key: 'k' }), saveItem('A', { key: 'k' })])
  expect(second).toEqual(first)
  expect(await saveItem('A', { key: 'k' })).toEqual(first)
  await expect(saveItem('B', { key: 'k' })).rejects.toMatchObject({ code: 'key-reused' })
})

it('writes nothing in a dry run', async () => {
  await saveItem('A', { dryRun: true })
  await expect(saveItem('A')).resolves.toHaveProperty('id')
})

it('says what does not exist', async () => {
  expect(await workspaces.get('two')).toBeUndefined()
  expect(await workspaces.get('../one')).toBeUndefined()
  await expect(workspaces.create('one', postingTemplate)).rejects.toMatchObject({ code: 'workspace-exists' })
  await expect(workspaces.create('Bad Name', postingTemplate)).rejects.toMatchObject({ code: 'bad-name' })
  await expect(workspaces.create('broken', [{ path: 'template.json', text: '{' }])).rejects.toMatchObject({ code: 'definition-invalid' })
  expect(await workspaces.names()).toEqual(['one'])
})

it('is found again after closing', async () => {
  const { id } = await saveItem('A')
  await workspaces.close()
  workspaces = new Workspaces({ root, writers: 1, readers: 1 })
  workspace = (await workspaces.get('one'))!
  await expect(saveItem('A')).rejects.toMatchObject({ code: 'not-unique' })
  expect(Number((await saveItem('B')).id)).toBeGreaterThan(Number(id))
})
