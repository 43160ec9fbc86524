import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fail, type LocalizedText } from '@formwork/platform/error/index.ts'
import { isJsonObject, parseJson, type JsonValue } from '@formwork/platform/value/json.ts'

export const MANIFEST_FILE = 'manifest.json'
const FORMAT = 1

/** What a backup holds: every file with its size and sha256. */
export interface BackupManifest {
  readonly format: 1
  readonly workspace: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly release: number
  readonly systemVersion: number
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[]
}

/** Every file under a folder but the manifest itself, by path. Errors: `file-refused` for links and whatever else is neither file nor folder. */
export async function hashFiles(folder: string): Promise<BackupManifest['files']> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const odd = entries.find((entry) => !entry.isFile() && !entry.isDirectory())
  if (odd !== undefined) throw refuseFile(odd.name, { zh: '是链接或特殊文件', en: 'it is a link or a special file' })
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
  const files: { path: string; bytes: number; sha256: string }[] = []
  for (const path of paths.filter((candidate) => candidate !== MANIFEST_FILE).sort()) {
    const file = join(folder, path)
    files.push({ path, bytes: (await stat(file)).size, sha256: await hashFile(file) })
  }
  return files
}

/** The manifest of a backup whose files all agree with it. Errors: `file-refused` naming the first that does not. */
export async function readVerifiedManifest(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, MANIFEST_FILE), 'utf8').catch(() => {
    throw refuseFile(folder, { zh: '不是备份（缺少 manifest.json）', en: 'it is no backup (manifest.json is missing)' })
  })
  const manifest = parseManifest(text)
  const found = new Map((await hashFiles(folder)).map((file) => [file.path, file.sha256]))
  for (const { path, sha256 } of manifest.files) {
    const reason = found.has(path)
      ? { zh: '内容与清单不符', en: 'its content does not agree with the manifest' }
      : { zh: '文件缺失', en: 'it is missing' }
    if (found.get(path) !== sha256) throw refuseFile(path, reason)
    found.delete(path)
  }
  const [stranger] = found.keys()
  if (stranger !== undefined) {
    throw refuseFile(stranger, { zh: '清单中没有此文件', en: 'it is not in the manifest' })
  }
  return manifest
}

function parseManifest(text: string): BackupManifest {
  const refuse = (): Error => refuseFile(MANIFEST_FILE, { zh: '不是本程序能读的清单', en: 'it is no manifest that this program can read' })
  let read: JsonValue
  try {
    read = parseJson(text, { numbers: 'integer' })
  } catch {
    throw refuse()
  }
  const { format, files } = isJsonObject(read) ? read : {}
  const isListed = (file: JsonValue): boolean => isJsonObject(file) && typeof file.path === 'string' && typeof file.sha256 === 'string'
  if (format !== FORMAT || !Array.isArray(files) || !files.every(isListed)) throw refuse()
  return read as unknown as BackupManifest
}

function refuseFile(name: string, reason: LocalizedText): Error {
  return fail('file-refused', { name, reason })
}

/** sha256 of a file's content, hexadecimal. Errors: the system's. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
