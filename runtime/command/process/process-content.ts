import type { Model } from '@formwork/platform/definition/model.ts'
import { contentOf } from '../../query/process-content.ts'
import type { MaybePromise, Transaction } from '../../store/database.ts'
import { versionIdOf } from '../../store/process/versions.ts'

/** Id of the version that instances of this process begin with now. Errors: `process-unknown`. */
export function currentVersionId(transaction: Transaction, model: Model, process: string, now: number): MaybePromise<number> {
  const { content, hash: sha } = contentOf(model, process)
  return versionIdOf(transaction, { process, hash: sha, content, release: model.release, now })
}
