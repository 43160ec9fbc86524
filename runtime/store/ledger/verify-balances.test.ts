import { createServerRegistry } from '@formwork/plugins/server.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openSandbox, type Sandbox } from '../../host/sandbox/open-sandbox.ts'
import { runSample } from '../../host/sandbox/run-sample.ts'
import { StepRunner } from '../../host/sandbox/step-runner.ts'
import { notesTemplate } from '../../server/fixture/notes-template.fixture.ts'
import { verifyBalances } from './verify-balances.ts'

let sandbox: Sandbox
beforeEach(async () => {
  sandbox = await openSandbox({ files: notesTemplate, registry: createServerRegistry() })
  await runSample(new StepRunner(sandbox.workspace, sandbox.clock, 'people'), sandbox.model, 'people')
})
afterEach(() => sandbox.close())

const verify = () => sandbox.workspace.database.read((reading) => verifyBalances(reading, sandbox.model))
const damage = (sql: string) => sandbox.workspace.database.write(async (transaction) => transaction.run({ sql }, []))

describe('the check of balances', () => {
  it('finds nothing in a ledger that is right', async () => {
    expect(await verify()).toEqual([{ ledger: 'holding', entries: 1, broken: 0, first: undefined }])
  })

  it.each([
    ['a figure that was changed', 'update balance_1 set m1 = m1 + 1'],
    ['a balance that is gone', 'delete from balance_1'],
    ['an entry that is gone', 'delete from entry_1'],
    ['an entry that was changed', 'update entry_1 set m2 = m2 - 1'],
  ])('finds %s, and names it', async (_what, sql) => {
    await damage(sql)
    expect(await verify()).toMatchObject([{ ledger: 'holding', broken: 1, first: expect.any(String) as string }])
  })
})
