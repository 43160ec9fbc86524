import { sealAudit } from '../../store/audit/seal-audit.ts'
import { forgetAnswersBefore } from '../../store/command-key/command-key.ts'
import { removeExpiredSessions } from '../../store/sessions/sessions.ts'
import { objectSchema } from '../request.ts'
import type { UseCase } from '../unit.ts'
import { recordIntegrity } from './record-integrity.ts'
import { removeAbandonedFiles } from '../../store/content/files.ts'

/** Rows chained in one transaction: short enough to let others write in between. */
const SEAL_AT_ONCE = 500
/** Whoever repeats a request does it within days. */
const ANSWERS_KEPT_MILLISECONDS = 7 * 86_400_000

/** A form may be open for hours; what is a day old was left behind. */
const UPLOADS_KEPT_MILLISECONDS = 86_400_000
const UPLOADS_AT_ONCE = 200

/** Chains audit rows that wait; on SQLite commands seal their own. */
const seal: UseCase = {
  name: 'seal-audit',
  internal: true,
  help: { zh: '封存审计记录', en: 'Numbers and chains audit rows that wait' },
  request: { ...objectSchema({}) },
  async run(unit) {
    const sealed = unit.store.dialect === 'sqlite' ? 0 : await sealAudit(unit.transaction, SEAL_AT_ONCE)
    return { sealed, more: sealed === SEAL_AT_ONCE }
  },
}

const forget: UseCase = {
  name: 'forget-expired',
  internal: true,
  help: { zh: '清理过期会话与请求编号', en: 'Removes expired sessions and answers that nobody asks for again' },
  request: { ...objectSchema({}) },
  async run(unit) {
    const sessions = await removeExpiredSessions(unit.transaction, unit.now)
    const answers = await forgetAnswersBefore(unit.transaction, unit.now - ANSWERS_KEPT_MILLISECONDS)
    return { sessions, answers }
  },
}

const dropUploads: UseCase = {
  name: 'drop-uploads',
  internal: true,
  help: { zh: '清理一天内未被单据使用的上传文件', en: 'Takes out uploads that no record has taken within a day' },
  request: { ...objectSchema({}) },
  async run(unit) {
    const { removed, hashes } = await removeAbandonedFiles(unit.transaction, unit.now - UPLOADS_KEPT_MILLISECONDS, UPLOADS_AT_ONCE)
    return { hashes, more: removed === UPLOADS_AT_ONCE }
  },
}

export const housekeepingUseCases: readonly UseCase[] = [seal, forget, dropUploads, recordIntegrity]
