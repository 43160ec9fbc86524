import type { Page } from 'playwright-core'

/**
 * What a page says to its reader: visible texts, and the names, titles and placeholders of its parts. What is marked
 * `translate="no"` are values of the business, such as names of people; `apart` names what else is none of its words.
 */
export function saidOn(page: Page, apart = ''): Promise<string[]> {
  return page.evaluate((others) => {
    const outside = ['[translate=no]', 'script', 'style', others].filter((each) => each !== '').join(', ')
    const isSaid = (element: Element | null): boolean => element !== null && element.closest(outside) === null && element.checkVisibility()
    const found = new Set<string>()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode as Text
      if (data.trim() !== '' && isSaid(parentElement)) found.add(data.trim())
    }
    for (const element of document.querySelectorAll<HTMLElement>('[title], [aria-label], [placeholder], input, textarea')) {
      if (!isSaid(element)) continue
      for (const name of ['title', 'aria-label', 'placeholder']) found.add(element.getAttribute(name) ?? '')
      if ('value' in element && typeof element.value === 'string') found.add(element.value)
    }
    return [...found].filter((text) => text !== '')
  }, apart)
}

/** Chinese characters and the punctuation of Chinese; brackets that formulas are written with are neither. */
const CHINESE = /[\u3000-\u303f\u3400-\u9fff\uff00-\uff61]/

export const chineseIn = (said: readonly string[]): string[] => said.filter((text) => CHINESE.test(text))

/** Three words beside each other are a sentence; single words are names, codes, keys and units. */
const SENTENCE = /(?:\b[A-Za-z]{2,}\b[ ,]+){2,}\b[A-Za-z]{2,}\b/

export const englishIn = (said: readonly string[]): string[] => said.filter((text) => SENTENCE.test(text))
