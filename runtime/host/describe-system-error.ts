import type { Language } from '@formwork/platform/error/render-message.ts'

/** What the system said, in words that say what to do; `{path}` is the file or folder. */
const SYSTEM: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  ENOENT: { zh: '没有这个文件或文件夹：{path}', en: 'there is no such file or folder: {path}' },
  EEXIST: { zh: '已有同名的文件，不能作为文件夹使用：{path}', en: 'it is a file, not a folder: {path}' },
  ENOTDIR: { zh: '路径中有一段是文件，不是文件夹：{path}', en: 'a part of the path is a file, not a folder: {path}' },
  EISDIR: { zh: '这是文件夹，不是文件：{path}', en: 'it is a folder, not a file: {path}' },
  EACCES: { zh: '没有读写权限：{path}，请检查它属于谁', en: 'no right to read or write {path}: check whom it belongs to' },
  EPERM: {
    zh: '系统不允许读写：{path}，请检查它属于谁',
    en: 'the system does not let {path} be read or written: check whom it belongs to',
  },
  EROFS: { zh: '磁盘只读，不能写入：{path}', en: 'the disk may only be read: {path}' },
  ENOSPC: { zh: '磁盘已满：{path}', en: 'the disk is full: {path}' },
}

/** The words of a system error; one that has none keeps the system's own. */
export function describeSystemError(error: NodeJS.ErrnoException, language: Language): string {
  const words = SYSTEM[error.code ?? '']?.[language]
  return words === undefined || error.path === undefined ? error.message : words.replace('{path}', error.path)
}

/** The same in both languages, as a parameter of an error of the catalogue. */
export function systemReason(error: unknown): Record<Language, string> {
  const known = error instanceof Error ? error : new Error(String(error))
  return { zh: describeSystemError(known, 'zh'), en: describeSystemError(known, 'en') }
}
