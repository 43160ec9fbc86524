import type { Reading } from '../store/database.ts'
import { eachFile } from '../store/content/files.ts'
import { hashFile } from './backup-manifest.ts'
import { contentPath } from './stored-content.ts'

export interface ContentCheck {
  /** Rows of files whose content was read. */
  readonly files: number
  /** The first row whose content is absent, or is not what was stored. */
  readonly broken?: { readonly id: number; readonly name: string; readonly reason: 'absent' | 'changed' }
  readonly brokenCount: number
}

/** Files and rows agree: the content of every row lies in the folder `files` and has the hash under which it was stored. */
export async function verifyContent(reading: Reading, folder: string): Promise<ContentCheck> {
  let files = 0
  let brokenCount = 0
  let broken: ContentCheck['broken']
  // The same content is read once, however many rows name it.
  const verdicts = new Map<string, 'whole' | 'absent' | 'changed'>()
  for await (const { id, hash, name } of eachFile(reading)) {
    files++
    const verdict = verdicts.get(hash) ?? (await judge(folder, hash))
    verdicts.set(hash, verdict)
    if (verdict === 'whole') continue
    brokenCount++
    broken ??= { id, name, reason: verdict }
  }
  return { files, broken, brokenCount }
}

async function judge(folder: string, hash: string): Promise<'whole' | 'absent' | 'changed'> {
  const found = await hashFile(contentPath(folder, hash)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (found === undefined) return 'absent'
  return found === hash ? 'whole' : 'changed'
}
