import '../runtime/ui/look/tokens.css'
import '../runtime/ui/look/base.css'
import '../runtime/ui/look/element.css'
import './shell/designer.css'
import { requestContext, workspaceBase } from '@formwork/runtime/client/api/index.ts'
import { loadAllFieldViews } from '@formwork/runtime/client/fields/faces.ts'
import { i18n, rememberedLanguage, setLanguage } from '@formwork/runtime/client/i18n/index.ts'
import { useSession } from '@formwork/runtime/client/shell/session.ts'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import DesignerApp from './shell/designer-app.vue'
import { mergeDesignerTexts } from './text/texts.ts'

/** The designer: a page of its own beside the workbench, with the same session and the same look. */
const app = createApp(DesignerApp)
app.use(createPinia())
app.use(i18n)

const session = useSession()
await session.load()
if (session.session === undefined && session.state !== 'offline') location.replace(`${workspaceBase}login`)
const language = rememberedLanguage() ?? session.session?.language ?? 'zh'
await setLanguage(language)
await Promise.all([mergeDesignerTexts(language), loadAllFieldViews()])
requestContext.onSignedOut = () => session.expire()
app.mount('#app')
