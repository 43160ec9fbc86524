import type { Page } from 'playwright-core'

/** Puts text on the clipboard as a spreadsheet does and pastes it where the grid stands. Returns the script time in ms. */
export function paste(page: Page, text: string): Promise<number> {
  return page.evaluate((content) => {
    const data = new DataTransfer()
    data.setData('text/plain', content)
    const start = performance.now()
    document.activeElement!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    return performance.now() - start
  }, text)
}

/** Clicks a cell; rows and columns counted from 0. */
export async function clickCell(page: Page, row: number, column: number): Promise<void> {
  await page.locator(`[role=row][aria-rowindex="${row + 1}"] [data-column="${column}"]`).click()
}

/** From a key to the painted total, in ms: types a figure into the current cell, confirms it and waits for the frame that shows it. */
export function timeKeyToTotal(page: Page, figure: string): Promise<number> {
  return page.evaluate(async (digits) => {
    const total = document.querySelector('[data-total="total"]')!
    const before = total.textContent
    const input = document.activeElement as HTMLTextAreaElement
    input.value = digits
    input.dispatchEvent(new InputEvent('input', { bubbles: true, data: digits }))
    const start = performance.now()
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }))
    await new Promise<void>((resolve, reject) => {
      const limit = start + 5000
      const look = (): void => {
        if (total.textContent !== before) requestAnimationFrame(() => resolve())
        else if (performance.now() > limit) reject(new Error('the total never changed'))
        else requestAnimationFrame(look)
      }
      look()
    })
    return performance.now() - start
  }, figure)
}

/** The columns of the lines in their order: where each stands, and which can be typed into. */
export async function columnsOf(page: Page): Promise<{ at: (name: string) => number; editable: string[] }> {
  const cells = page.locator('.head [role=columnheader]:not(.number)')
  await cells.first().waitFor()
  const heads = await cells.evaluateAll((cells) =>
    cells.map((cell) => ({ name: cell.querySelector('.name')?.textContent ?? '', isEditable: !cell.classList.contains('shown') })),
  )
  return {
    at: (name) => heads.findIndex((head) => head.name === name),
    editable: heads.filter(({ isEditable }) => isEditable).map(({ name }) => name),
  }
}
