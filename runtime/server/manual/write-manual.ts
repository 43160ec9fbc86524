import type { EntityDefinition, FieldDefinition, MenuDefinition, ReportDefinition } from '@formwork/platform/definition/types.ts'
import { localize, type Language, type LocalizedText } from '@formwork/platform/error/index.ts'
import type { ManualSource } from './manual-source.ts'
import { element, page, text } from './markup.ts'
import { manualWords, type ManualWords } from './manual-words.ts'

/**
 * The manual of a workspace as one reader sees it: first steps, then each entry of the menu with what it is for, its fields, what is
 * checked, what comes next. One HTML page without links to anywhere else, so that it can be kept and read without a network.
 */
export function writeManual(source: ManualSource, language: Language): string {
  return new ManualWriter(source, language).write()
}

class ManualWriter {
  readonly #source: ManualSource
  readonly #words: ManualWords
  readonly #language: Language

  constructor(source: ManualSource, language: Language) {
    this.#source = source
    this.#language = language
    this.#words = manualWords[language]
  }

  write(): string {
    const { template, release, menu, guides, alerts } = this.#source
    const title = `${this.#say(template.label, template.name)} · ${this.#words.manual}`
    const chapters = [
      ...(guides.length > 0 ? [{ id: 'guides', title: this.#words.guides, body: this.#guides() }] : []),
      ...menu.groups.map((group) => ({ id: `group-${group.name}`, title: this.#say(group.label, group.name), body: this.#group(group) })),
      ...(alerts.length > 0 ? [{ id: 'alerts', title: this.#words.alerts, body: this.#alerts() }] : []),
    ].filter(({ body }) => body !== '')
    const contents = chapters.map((chapter) => element('li', element('a', text(chapter.title), { href: `#${chapter.id}` }))).join('')
    const body = [
      element('h1', text(title)),
      element('p', text(`${this.#words.made} ${template.version}+${release}`), { class: 'caption' }),
      element('nav', element('ol', contents)),
      ...chapters.map((chapter) => element('section', element('h2', text(chapter.title), { id: chapter.id }) + chapter.body)),
    ]
    return page(title, this.#language, body.join('\n'))
  }

  #guides(): string {
    return this.#source.guides
      .map(({ label, name, help, steps }) => {
        const items = steps.map((step) =>
          element('li', `${element('b', text(this.#say(step.label, '')))} ${text(this.#say(step.text, ''))}`),
        )
        return element('h3', text(this.#say(label, name))) + this.#help(help) + element('ol', items.join(''))
      })
      .join('')
  }

  #group(group: MenuDefinition['groups'][number]): string {
    return group.items.map((item) => this.#item(item)).join('')
  }

  #item(item: MenuDefinition['groups'][number]['items'][number]): string {
    const { entities, lists, reports, dashboards } = this.#source
    const name = item.entity ?? lists.find((list) => list.name === item.list)?.entity ?? item.list
    const entity = entities.find((each) => each.name === name)
    if (entity !== undefined) return this.#entity(entity, item.label)
    const report = reports.find((each) => each.name === item.report)
    if (report !== undefined) return this.#report(report, item.label)
    const dashboard = dashboards.find((each) => each.name === item.dashboard)
    return dashboard === undefined
      ? ''
      : element('h3', text(this.#say(item.label ?? dashboard.label, dashboard.name))) + this.#help(dashboard.help)
  }

  #entity(entity: EntityDefinition, label: LocalizedText | undefined): string {
    const { conversions, processes, entities } = this.#source
    const approvals = processes.filter((process) => process.entity === entity.name).map((process) => this.#say(process.label, process.name))
    const next = conversions
      .filter((each) => each.from === entity.name && entities.some(({ name }) => name === each.to))
      .map((each) => this.#say(each.label, each.name))
    const checks = (entity.rules ?? []).flatMap(({ message }) => (message === undefined ? [] : [this.#say(message, '')]))
    const groups = entity.fields.filter((field) => field.type === 'lines' && field.hidden !== true)
    return [
      element('h3', text(this.#say(label ?? entity.label, entity.name))),
      this.#help(entity.help),
      approvals.length > 0 ? element('p', text(`${this.#words.approval}${approvals.join(this.#words.and)}`)) : '',
      this.#fields(entity.fields.filter((field) => field.type !== 'lines')),
      ...groups.map((group) => element('h4', text(this.#say(group.label, group.name))) + this.#fields(group.fields ?? [])),
      checks.length > 0 ? element('h4', text(this.#words.checks)) + bulleted(checks) : '',
      next.length > 0 ? element('p', text(`${this.#words.next}${next.join(this.#words.and)}`)) : '',
    ].join('')
  }

  #fields(fields: readonly FieldDefinition[]): string {
    const shown = fields.filter((field) => field.hidden !== true)
    if (shown.length === 0) return ''
    const rows = shown.map((field) => {
      const notes = [
        field.required === true ? this.#words.required : '',
        field.formula === undefined ? '' : this.#words.computed,
        this.#say(field.help, ''),
      ].filter((note) => note !== '')
      return element(
        'tr',
        element('th', text(this.#say(field.label, field.name)), { scope: 'row' }) + element('td', text(notes.join(this.#words.stop))),
      )
    })
    return element('table', element('tbody', rows.join('')))
  }

  #report(report: ReportDefinition, label: LocalizedText | undefined): string {
    const rows = report.columns.flatMap((column) =>
      column.help === undefined || column.shown === false
        ? []
        : [
            element(
              'tr',
              element('th', text(this.#say(column.label, column.name)), { scope: 'row' }) + element('td', text(this.#say(column.help, ''))),
            ),
          ],
    )
    const table = rows.length === 0 ? '' : element('table', element('tbody', rows.join('')))
    return element('h3', text(this.#say(label ?? report.label, report.name))) + this.#help(report.help) + table
  }

  #alerts(): string {
    return bulleted(this.#source.alerts.map(({ label, name }) => this.#say(label, name)))
  }

  #help(help: LocalizedText | undefined): string {
    return help === undefined ? '' : element('p', text(this.#say(help, '')))
  }

  #say(label: LocalizedText | undefined, otherwise: string): string {
    return label === undefined ? otherwise : localize(label, this.#language)
  }
}

function bulleted(items: readonly string[]): string {
  return element('ul', items.map((item) => element('li', text(item))).join(''))
}
