import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { catalogue, catalogueParts } from './catalogue.ts'
import { renderErrorTable } from './error-table.ts'

const placeholders = (text: string) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort()

describe('the catalogue', () => {
  it('holds every code once', () => {
    const codes = catalogueParts.flatMap((part) => Object.keys(part.entries))
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.sort()).toEqual(Object.keys(catalogue).sort())
  })

  it.each(Object.entries(catalogue))('%s has a status, both texts and equal placeholders', (code, entry) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(entry.status).toBeGreaterThanOrEqual(400)
    expect(entry.status).toBeLessThan(600)
    expect(entry.en).not.toMatch(/\p{Script=Han}/u)
    if (entry.zh !== '{message}') expect(entry.zh).toMatch(/\p{Script=Han}/u)
    expect(placeholders(entry.zh)).toEqual(placeholders(entry.en))
  })

  it('is what ERRORS.md shows', () => {
    expect(readFileSync(new URL('../docs/ERRORS.md', import.meta.url), 'utf8')).toBe(renderErrorTable())
  })
})
