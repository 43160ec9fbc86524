import { assert } from '@formwork/platform/error/index.ts'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

const HASH = /^[0-9a-f]{64}$/

/** Content that is younger than this may belong to an upload whose row is just being written. */
const SETTLED_MILLISECONDS = 3_600_000

/** Where content lies: named by its hash alone, never by anything from outside. */
export function contentPath(folder: string, hash: string): string {
  assert(HASH.test(hash), 'Content is named by its hash')
  return join(folder, hash.slice(0, 2), hash)
}

/** Uploads under way, before their hash is known. */
export function incomingFolder(folder: string): string {
  return join(folder, 'incoming')
}

/**
 * Takes out content that nothing names any more. The same content may arrive again at this moment: it is moved aside first,
 * and put back when it turns out to be young.
 */
export async function discardContent(folder: string, hash: string, now: number): Promise<void> {
  const place = contentPath(folder, hash)
  await mkdir(incomingFolder(folder), { recursive: true })
  const aside = join(incomingFolder(folder), `${hash}.gone`)
  try {
    await rename(place, aside)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
    throw error
  }
  if (await isSettled(aside, now)) await rm(aside, { force: true })
  else await rename(aside, place)
}

/** Takes out what broken uploads have left. */
export async function discardIncoming(folder: string, now: number): Promise<void> {
  const names = await readdir(incomingFolder(folder)).catch(() => [])
  for (const name of names) {
    const path = join(incomingFolder(folder), name)
    if (!name.endsWith('.gone') && (await isSettled(path, now).catch(() => false))) await rm(path, { force: true })
  }
}

async function isSettled(path: string, now: number): Promise<boolean> {
  return now - (await stat(path)).mtimeMs > SETTLED_MILLISECONDS
}
