import { readDemoPassword } from '../store/installation/demo-mark.ts'
import { titleOf } from './me.ts'
import type { Query, QueryContext } from './query.ts'

/** What stands on the sign-in page: what the workspace is called, and of a demo its people with the password they share; nobody in any other. */
export const demoLogins: Query = {
  name: 'demo-logins',
  cost: 'point',
  internal: true,
  async run({ reading, organisation, model }: QueryContext): Promise<unknown> {
    const password = await readDemoPassword(reading)
    const title = titleOf({ model }) ?? model.template.label ?? null
    if (password === undefined) return { title, logins: [] }
    const labels = new Map(model.roles.roles.map((role, position) => [role.name, { label: role.label ?? role.name, position }]))
    const people = [...organisation.people.values()].filter((person) => person.login !== null && !person.disabled)
    const rank = (roles: readonly string[]): number =>
      Math.min(...roles.map((role) => labels.get(role)?.position ?? labels.size), labels.size)
    people.sort((left, right) => rank(left.roles) - rank(right.roles) || left.id - right.id)
    return {
      title,
      logins: people.map(({ login, name, roles }) => ({
        login,
        password,
        name,
        roles,
        label: joinLabels(roles.map((role) => labels.get(role)?.label ?? role)),
      })),
    }
  },
}

function joinLabels(labels: readonly (string | { zh: string; en: string })[]): { zh: string; en: string } {
  const inLanguage = (language: 'zh' | 'en'): string =>
    labels.map((label) => (typeof label === 'string' ? label : label[language])).join(' / ')
  return { zh: inLanguage('zh'), en: inLanguage('en') }
}
