import { describe, expect, it } from 'vitest'
import { searchRank } from './search-rank.ts'

describe('how well a hit answers a search', () => {
  it.each([
    [{ title: '中性笔' }, '中性笔', 0],
    [{ title: '中性笔', code: 'P002' }, 'p002', 0],
    [{ title: '中性笔(黑)' }, '中性笔', 1],
    [{ title: '中性笔' }, 'ZXB', 2],
    [{ title: '中性笔替芯' }, 'zxb', 3],
    [{ title: '晨光中性笔' }, '中性', 4],
    [{ title: '晨光中性笔' }, 'zxb', 5],
    [{ title: 'CG2026110001' }, 'zxb', 6],
  ])('%j by %s: %i', (hit, text, rank) => {
    expect(searchRank(hit, text)).toBe(rank)
  })
})
