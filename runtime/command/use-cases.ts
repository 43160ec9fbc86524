import { fail } from '@formwork/platform/error/index.ts'
import { compileRequest, type RequestSchema } from './request.ts'
import type { UseCase } from './unit.ts'
import { amend, close, deleteRecord, disable, enable, reopen, restore, save, submit, unpost, voidRecord } from './record-use-cases.ts'
import { alertUseCases } from './alerts/index.ts'
import { armSchedules } from './schedules/arm-schedules.ts'
import { automationUseCases } from './automations/index.ts'
import { batchUseCases } from './batches/index.ts'
import { copy } from './copy-record.ts'
import { convert } from './convert.ts'
import { commentUseCases } from './comments/index.ts'
import { designUseCases } from './definitions/index.ts'
import { registerFile } from './files/register-file.ts'
import { markDemo } from './installation/mark-demo.ts'
import { housekeepingUseCases } from './jobs/housekeeping-use-cases.ts'
import { jobUseCases } from './jobs/job-use-cases.ts'
import { importUseCases } from './import/index.ts'
import { ledgerUseCases } from './ledger/use-cases.ts'
import { mergeUseCases } from './merge/index.ts'
import { noticeUseCases } from './notices/read-notices.ts'
import { peopleUseCases } from './people/index.ts'
import { revise } from './revise-record.ts'
import { dropScratch, keepScratch } from './scratch.ts'
import { publicFormUseCases } from './public-forms/index.ts'
import { publicLinkUseCases } from './public-links/index.ts'
import { subscriptionUseCases } from './subscriptions/index.ts'
import { settingsUseCases } from './settings/index.ts'
import { taskUseCases } from './task-use-cases.ts'
import { viewUseCases } from './views/index.ts'
import { webhookUseCases } from './webhooks/index.ts'

/** Every write use case, in the order of the documentation. One line each. */
export const useCases: readonly UseCase[] = [
  save,
  submit,
  unpost,
  voidRecord,
  close,
  reopen,
  disable,
  enable,
  amend,
  deleteRecord,
  restore,
  ...mergeUseCases,
  convert,
  copy,
  revise,
  keepScratch,
  dropScratch,
  ...peopleUseCases,
  ...taskUseCases,
  ...jobUseCases,
  ...housekeepingUseCases,
  ...designUseCases,
  ...ledgerUseCases,
  ...settingsUseCases,
  ...commentUseCases,
  ...alertUseCases,
  ...automationUseCases,
  ...batchUseCases,
  ...webhookUseCases,
  ...importUseCases,
  ...viewUseCases,
  ...publicFormUseCases,
  ...publicLinkUseCases,
  ...subscriptionUseCases,
  armSchedules,
  registerFile,
  ...noticeUseCases,
  markDemo,
]

interface CompiledUseCase {
  readonly useCase: UseCase
  readonly checkBody: (body: unknown) => void
}

const byName: ReadonlyMap<string, CompiledUseCase> = new Map(
  useCases.map((useCase) => [useCase.name, { useCase, checkBody: compileRequest(useCase.request as RequestSchema) }]),
)

/** Errors: `not-found`. */
export function findUseCase(name: string): CompiledUseCase {
  const found = byName.get(name)
  if (found === undefined) throw fail('not-found')
  return found
}
