import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { serverErrors } from './server-errors.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Where `vite dev` finds a running server: `node runtime/cli/formwork.ts start --demo`. */
const server = process.env.FORMWORK_SERVER ?? 'http://127.0.0.1:8787'

/** What nearly every form has of field types and inputs; the rest is fetched by the forms that have it. */
const isUsualField = (path: string): boolean =>
  /plugins\/fields\/(?:[\w-]+\.ts|(?:balance|date|department|email|lines|long-text|lookup|member|money|number|percent|phone|reference|select|text|url)\/)/.test(
    path,
  ) ||
  /runtime\/ui\/(?:field\/|lookup\/|input\/(?:date-input|decimal-input|group|read|select-input|select-one|shown|text-input|today))/.test(
    path,
  )

/** Small things that every page has. */
const isFrame = (path: string): boolean =>
  /runtime\/client\/(?:api\/|i18n\/[\w-]+\.ts$|shell\/(?:session|definitions|waiting|look-as|use-leave)\.ts)|runtime\/ui\/(?:notice\/|button\/|state\/|input\/workspace-clock)/.test(
    path,
  )

/** A record while it is typed: asked for by forms, by cells of lists, and by forms of people outside. */
const isDraft = (path: string): boolean =>
  /runtime\/client\/form\/(?:live\/|jump-to|draft\/(?:record-draft|collect-changes|check-draft|place-problems|move-rows)|parts\/(?:form-schema|header-form|field-|section-head|use-folded|problem-summary|is-bare|draft-handle|form-kit))/.test(
    path,
  )

/** The workbench: one page for every workspace, hashed assets under `/assets`, nothing inline (strict content security policy). */
export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [vue(), serverErrors()],
  resolve: {
    alias: {
      // Without the message compiler: i18n/compile-text.ts is all that our texts need.
      'vue-i18n': here('../../node_modules/vue-i18n/dist/vue-i18n.runtime.mjs'),
      ...Object.fromEntries(
        ['rules', 'validation', 'themes', 'i18n', 'dev'].map((part) => [`@formkit/${part}`, here('./form/parts/form-kit-unused.ts')]),
      ),
    },
  },
  define: {
    __VUE_OPTIONS_API__: 'false',
    __VUE_PROD_DEVTOOLS__: 'false',
    __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    __VUE_I18N_FULL_INSTALL__: 'false',
    __VUE_I18N_LEGACY_API__: 'false',
    __INTLIFY_PROD_DEVTOOLS__: 'false',
    __INTLIFY_JIT_COMPILATION__: 'true',
    __INTLIFY_DROP_MESSAGE_COMPILER__: 'true',
  },
  build: {
    outDir: here('../../.build/client'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    // The workbench; the designer with its preview, and the first run, of which the workbench loads nothing.
    rollupOptions: {
      input: {
        index: here('./index.html'),
        designer: here('./designer.html'),
        preview: here('./preview.html'),
        setup: here('./setup.html'),
      },
      output: {
        // Together in one file they are smaller than apart, and every page needs them.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'base', test: /node_modules\/(vue|@vue|vue-i18n|@intlify|vue-router|pinia)\// },
            { name: 'values', test: /platform\/(value\/|error\/(catalogue(-input|-definition|-ledger)?|app-error)\.ts)/ },
            // The session sets the clock that fields read: by itself, or the entry would bring the fields along.
            { name: 'clock', test: /runtime\/ui\/input\/workspace-clock/ },
            { name: 'fields', test: isUsualField },
            { name: 'draft', test: isDraft },
            { name: 'frame', test: isFrame },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    proxy: { '^/w/[^/]+/api/': { target: server, changeOrigin: false } },
  },
})
