import { fail, failAll, isAppError, type FieldError } from '@formwork/platform/error/index.ts'
import type { Registry } from '@formwork/platform/plugin/registry.ts'
import { settingFields } from '@formwork/platform/definition/switches/setting-fields.ts'
import { requireStrongPassword } from '../../command/people/password.ts'
import type { SetupTemplate } from './setup-choices.ts'

/** What the first-run page sends; checked, so that nothing is refused after minutes of work. */
export interface SetupRequest {
  readonly template: string
  readonly profile: string | null
  readonly sample: string | null
  readonly settings: Readonly<Record<string, unknown>>
  readonly administrator: { readonly name: string; readonly login: string; readonly password: string }
}

const LONGEST_NAME = 60
const LABELS = {
  name: { zh: '姓名', en: 'Name' },
  login: { zh: '账号', en: 'Account' },
  password: { zh: '密码', en: 'Password' },
  profile: { zh: '方案', en: 'Profile' },
}
const PROPERTIES: ReadonlySet<string> = new Set(['template', 'profile', 'sample', 'settings', 'administrator'])
const PERSON: ReadonlySet<string> = new Set(Object.keys(LABELS))

/** Errors: `unknown-field`, `definition-not-found`, `required`, `too-long`, `bad-format`, `weak-password`, those of field types. */
export function readSetupRequest(body: unknown, templates: ReadonlyMap<string, SetupTemplate>, registry: Registry): SetupRequest {
  const given = plain(body, PROPERTIES)
  const template = templates.get(String(given.template))
  if (template === undefined) {
    throw fail('definition-not-found', { kind: { zh: '模板', en: 'template' }, name: String(given.template) }, 'template')
  }
  const profile = template.choice.profiles.find(({ name }) => name === given.profile)
  if (profile === undefined && template.choice.profiles.length > 0) throw fail('required', { label: LABELS.profile }, 'profile')
  const shown = given.sample === true ? (profile?.sample ?? template.choice.sample) : null
  const settings = checkSettings(plain(given.settings ?? {}), template, registry)
  const administrator = readAdministrator(plain(given.administrator ?? {}, PERSON))
  const sample = (shown ?? template.choice.records)?.name ?? null
  return { template: template.choice.name, profile: profile?.name ?? null, sample, settings, administrator }
}

function plain(value: unknown, known?: ReadonlySet<string>): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw fail('bad-request', { reason: { zh: '内容应为对象', en: 'an object is expected' } })
  }
  const unknown = Object.keys(value).find((name) => known !== undefined && !known.has(name))
  if (unknown !== undefined) throw fail('unknown-field', { field: unknown }, unknown)
  return value as Record<string, unknown>
}

/** A setting that the first run asks for is typed then. */
function checkSettings(given: Record<string, unknown>, { model, choice }: SetupTemplate, registry: Registry): Record<string, unknown> {
  const fields = settingFields(model)
  const errors: FieldError[] = []
  const values: Record<string, unknown> = {}
  const stray = Object.keys(given).find((name) => !choice.settings.some((setting) => setting.name === name))
  if (stray !== undefined) throw fail('unknown-setting', { name: stray }, `settings/${stray}`)
  for (const { name, label } of choice.settings) {
    const field = fields.get(name)!
    const type = registry.fields.get(field.type)!
    const typed = typeof given[name] === 'string' ? given[name].trim() : (given[name] ?? '')
    const checked = typed === '' ? undefined : type.check(typed, field)
    if (checked === undefined) errors.push({ code: 'required', path: `settings/${name}`, parameters: { label } })
    else if (checked.problem === undefined) values[name] = type.toJson(checked.value, field)
    else {
      const parameters = { label, ...checked.problem.parameters }
      errors.push({ code: checked.problem.code as FieldError['code'], path: `settings/${name}`, parameters })
    }
  }
  if (errors.length > 0) throw failAll(errors)
  return values
}

function readAdministrator(given: Record<string, unknown>): SetupRequest['administrator'] {
  const text = (name: 'name' | 'login' | 'password'): string => {
    const path = `administrator/${name}`
    const value = typeof given[name] === 'string' ? given[name] : ''
    const typed = name === 'password' ? value : value.normalize('NFKC').trim()
    if (typed === '') throw fail('required', { label: LABELS[name] }, path)
    if (name !== 'password' && typed.length > LONGEST_NAME) throw fail('too-long', { label: LABELS[name], limit: LONGEST_NAME }, path)
    return typed
  }
  const administrator = { name: text('name'), login: text('login'), password: text('password') }
  if (/\s|\p{Cc}/u.test(administrator.login)) {
    throw fail(
      'bad-format',
      { value: administrator.login, expected: { zh: '不含空格的账号', en: 'a login without spaces' } },
      'administrator/login',
    )
  }
  try {
    requireStrongPassword(administrator.password, administrator.login)
  } catch (error) {
    throw isAppError(error) ? error.under('administrator') : error
  }
  return administrator
}
