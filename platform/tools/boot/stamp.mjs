// Stamps: the hash of what something was made from, kept beside it, so that making it again is a comparison.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const hashText = (text) => createHash('sha256').update(text).digest('hex')

/** A hash over names and contents of all files below the folders that `keep` accepts, in name order. */
export function hashFolders(folders, keep) {
  const hash = createHash('sha256')
  for (const folder of folders) addFolder(hash, folder, keep)
  return hash.digest('hex')
}

function addFolder(hash, folder, keep) {
  if (!existsSync(folder)) return
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (!keep(path)) continue
    if (entry.isDirectory()) addFolder(hash, path, keep)
    else if (entry.isFile()) hash.update(path).update('\0').update(readFileSync(path)).update('\0')
  }
}

export const readStamp = (path) => (existsSync(path) ? readFileSync(path, 'utf8').trim() : '')

export function writeStamp(path, stamp) {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${stamp}\n`)
}
