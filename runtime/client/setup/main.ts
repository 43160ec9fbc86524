import '../../ui/look/tokens.css'
import '../../ui/look/base.css'
import { createApp } from 'vue'
import { i18n, loadTexts, rememberedLanguage, setLanguage } from '../i18n/index.ts'
import SetupPage from './setup-page.vue'

/** The first run: a page of its own, before there is a workspace to sign in to. */
await setLanguage(rememberedLanguage() ?? 'zh')
await loadTexts(['desk', 'setup', 'ui'])
createApp(SetupPage).use(i18n).mount('#app')
