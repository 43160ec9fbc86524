import '../../ui/look/tokens.css'
import '../../ui/look/base.css'
import '../../ui/look/element.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { createMemoryHistory, createRouter } from 'vue-router'
import { ApiError, api, requestContext } from '../api/index.ts'
import { loadAllFieldViews } from '../fields/faces.ts'
import { i18n, loadTexts, rememberedLanguage, setLanguage } from '../i18n/index.ts'
import { askPreview, readWish } from './preview-request.ts'
import PreviewFrame from './preview-frame.vue'

/** A form before it is published, in the pages that people work in: a frame of the designer, to look at and to try. Nothing is kept. */
const wish = readWish(location.search)
const app = createApp(PreviewFrame, await read())
app.use(createPinia())
app.use(i18n)
// Links of a form lead nowhere from here.
const names = ['home', 'list', 'record', 'new-record', 'report', 'dashboard', 'tasks', 'task', 'settings', 'periods']
app.use(
  createRouter({
    history: createMemoryHistory(),
    routes: names.map((name) => ({ path: name === 'home' ? '/' : `/${name}/:rest(.*)*`, name, component: { render: () => null } })),
  }),
)
app.mount('#app')
window.frameElement?.dispatchEvent(new Event('shown'))

async function read() {
  await setLanguage(rememberedLanguage() ?? 'zh')
  await loadTexts(['desk', 'record', 'task', 'preview', 'ui'])
  try {
    const [{ definitions, step }] = await Promise.all([askPreview(wish), loadAllFieldViews()])
    // What a step shows is read with one's own rights: who designs may see all that the person may.
    const record = step === null || wish.id === undefined ? undefined : await api.record(wish.entity, wish.id)
    requestContext.lookAs = wish.person
    return { wish, working: definitions ?? undefined, edit: step?.edit, record, failure: undefined }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { wish, working: undefined, edit: undefined, record: undefined, failure: error.message }
  }
}
