import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TidyFile } from './rule.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/** What .gitignore leaves out; the list is short enough to be said twice. */
const ignored = new Set(['node_modules', '.git', '.build', 'dist', 'data', 'coverage', 'screenshots'])
const binary = /\.(png|jpe?g|gif|ico|webp|ttf|otf|woff2?|pdf|xlsx|zip|db)$/

/** All files of the repository; binary files have an empty text. */
export function listFiles(folder = root): TidyFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (ignored.has(entry.name) || entry.name.endsWith('.log')) return []
    const full = join(folder, entry.name)
    if (entry.isDirectory()) return listFiles(full)
    if (!entry.isFile()) return []
    const bytes = readFileSync(full)
    const path = relative(root, full).split(sep).join('/')
    return [{ path, text: binary.test(path) ? '' : bytes.toString('utf8'), size: bytes.length }]
  })
}
