import { describe, expect, it } from 'vitest'
import { createApp } from 'vue'
import { createI18n } from 'vue-i18n'
import zh from '../text/zh.json' with { type: 'json' }
import ChoiceList from './choice-list.vue'

const nothing = { id: 'x', choices: [], active: 0, state: 'ready' }

function said(more: object): string[] {
  const place = document.createElement('div')
  const app = createApp(ChoiceList, { ...nothing, ...more })
  app.use(createI18n({ legacy: false, locale: 'zh', messages: { zh: { ui: zh } } })).mount(place)
  return [...place.querySelectorAll('li')].map((line) => line.textContent.trim())
}

describe('a list without choices', () => {
  it.each([
    [{ text: '笔', mayCreate: false }, ['没有找到']],
    [{ text: '', mayCreate: false }, ['还没有可选的，请有权限的同事先建好']],
    [{ text: '', mayCreate: true }, ['还没有可选的，点下面“新建”建第一个', '＋ 新建']],
    [{ text: '', mayCreate: true, filtered: true }, ['没有符合条件的可选项', '＋ 新建']],
    [{ text: '', mayCreate: false, missing: ['客户'] }, ['没有可选的，请先填写客户']],
    [{}, ['没有找到']],
  ])('%j says %s', (more, lines) => expect(said(more)).toEqual(lines))
})
