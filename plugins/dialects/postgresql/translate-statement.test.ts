import { describe, expect, it } from 'vitest'
import { translateStatement } from './translate-statement.ts'

const tables = new Set(['job', 'r_item', 'series'])

describe('translateStatement', () => {
  it.each([
    ['select id from job where due <= ? and state <> ?', 'select id from "w"."job" where due <= $1 and state <> $2'],
    [
      'select * from "r_item" as r left join "r_item" as j on j."id" = r."c"',
      'select * from "w"."r_item" as r left join "w"."r_item" as j on j."id" = r."c"',
    ],
    [
      'insert into series (name) values (?) on conflict (name) do update set last = series.last + 1',
      'insert into "w"."series" (name) values ($1) on conflict (name) do update set last = series.last + 1',
    ],
    [
      'update job set state = ? where id in (select id from job for update skip locked)',
      'update "w"."job" set state = $1 where id in (select id from "w"."job" for update skip locked)',
    ],
    ['select \'from job ?\' as "what?" from job', 'select \'from job ?\' as "what?" from "w"."job"'],
    ['with recent as (select 1) select * from recent', 'with recent as (select 1) select * from recent'],
    ['delete from job where key = ?', 'delete from "w"."job" where key = $1'],
    ["select ''''||? from job", 'select \'\'\'\'||$1 from "w"."job"'],
  ])('%s', (sql, expected) => {
    expect(translateStatement(sql, 'w', tables)).toBe(expected)
  })
})
