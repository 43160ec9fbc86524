import { propertyWords } from '@formwork/platform/definition/diff/words.ts'

type Words = readonly [zh: string, en: string]

/** Parts of requests in words, where they are no properties of definitions. */
const words: Readonly<Record<string, Words>> = {
  files: ['文件', 'file'],
  text: ['内容', 'content'],
  path: ['路径', 'path'],
  scopes: ['权限范围', 'scope'],
  name: ['名称', 'name'],
  label: ['名称', 'label'],
  login: ['登录名', 'login'],
  password: ['密码', 'password'],
  comment: ['说明', 'comment'],
  message: ['内容', 'message'],
  release: ['版本', 'release'],
  revision: ['修订号', 'revision'],
  key: ['键', 'key'],
  days: ['天数', 'days'],
  people: ['人员', 'people'],
  roles: ['角色', 'roles'],
  ids: ['记录', 'records'],
  id: ['编号', 'id'],
}

/** `files/0/text` as people say it: 文件（第 1 个）的内容. What has no word stays as it is. */
export function requestWords(path: string): { zh: string; en: string } {
  const zh: string[] = []
  const en: string[] = []
  for (const part of path.split('/')) {
    if (/^\d+$/.test(part) && zh.length > 0) {
      zh.push(`${zh.pop()}（第 ${Number(part) + 1} 个）`)
      en.push(`${en.pop()} ${Number(part) + 1}`)
      continue
    }
    const [inChinese, inEnglish] = words[part] ?? propertyWords[part] ?? [part, part]
    zh.push(inChinese)
    en.push(inEnglish)
  }
  return { zh: zh.join('的'), en: en.join(': ') }
}
