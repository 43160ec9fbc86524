import axe from 'axe-core'
import type { Page } from 'playwright-core'

interface WorkingCopy {
  release: number
  revision: number
  files: { path: string; text: string }[]
  changes: { path: string; revision: number }[]
}

interface Loose {
  [name: string]: any // eslint-disable-line @typescript-eslint/no-explicit-any
}

/** What a test does in the designer of a workspace, and what the server has of it. */
export class DesignerAt {
  readonly page: Page
  readonly base: string

  constructor(page: Page, base: string) {
    this.page = page
    this.base = base
  }

  /** Opens a definition by its address, as a link of a colleague does. */
  async open(path: string, view = 'define', on = this.page): Promise<void> {
    await on.goto(`${this.base}designer#${encodeURIComponent(`${path}|${view}`)}`)
    await on.reload()
    await on.waitForSelector('.host .view')
  }

  /** Everything that was done is kept on the server. */
  async kept(on = this.page): Promise<void> {
    await on.waitForSelector('.state.saved')
  }

  copy(): Promise<WorkingCopy> {
    return this.page.evaluate(async (base) => (await (await fetch(`${base}api/design`)).json()) as never, this.base)
  }

  async textOf(path: string): Promise<string> {
    return (await this.copy()).files.find((file) => file.path === path)?.text ?? ''
  }

  async read(path: string): Promise<Loose> {
    return JSON.parse(await this.textOf(path)) as Loose
  }

  /** Saves a file as another designer does at the same moment; answers the status. */
  async saveElsewhere(path: string, edit: (text: string) => string): Promise<number> {
    const copy = await this.copy()
    const revision = copy.changes.find((change) => change.path === path)?.revision ?? 0
    const files = [{ path, text: edit(copy.files.find((file) => file.path === path)!.text), revision }]
    return this.post('commands/save-definitions', { release: copy.release, files })
  }

  /** Sends a request of another client of the same person; answers the status. */
  post(path: string, body: unknown): Promise<number> {
    return this.page.evaluate(
      async ([address, text]) =>
        (await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: text })).status,
      [`${this.base}api/${path}`, JSON.stringify(body)] as const,
    )
  }

  /** Publishes through the screen. */
  async publish(comment: string): Promise<void> {
    await this.page.getByRole('button', { name: '发布', exact: true }).click()
    const dialog = this.page.locator('dialog[open]')
    await dialog.getByText('检查通过').waitFor()
    await dialog.getByLabel('发布说明').fill(comment)
    await dialog.getByRole('button', { name: '发布', exact: true }).click()
    await this.page.getByText(/已发布第 \d+ 版/).waitFor()
  }
}

/** What axe finds against WCAG A and AA on a page as it is. */
export async function violations(on: Page): Promise<string[]> {
  await on.evaluate(axe.source)
  return on.evaluate(async () => {
    const run = (window as unknown as { axe: typeof axe }).axe.run
    const { violations: found } = await run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] })
    return found.map(({ id, nodes }) => `${id}: ${nodes[0]!.html.slice(0, 160)}`)
  })
}
