import { nextTick, onBeforeUnmount, onMounted } from 'vue'
import { useRouter, type Router } from 'vue-router'
import type { GuideData } from '../api/index.ts'
import { currentLanguage, labelText } from '../i18n/index.ts'
import { useDefinitions } from '../shell/definitions.ts'
import { findPlace } from './find-place.ts'
import { GuidePlay, type Hands } from './guide-play.ts'
import { playedSteps, type PlayedStep } from './guide-steps.ts'
import { stage } from './stage.ts'

/** Milliseconds that a reader needs for a step, and for a letter of either language. */
const A_LOOK = 1200
const A_LETTER = { zh: 130, en: 45 }
/** Milliseconds after which a page that is still not drawn is played on without, and between two looks at it. */
const LONGEST = 8000
const LOOK_AGAIN = 30
/** Milliseconds in which a form begins to ask the server for what follows from a change. */
const ASKS_AFTER = 300

const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function until(isSo: () => boolean): Promise<void> {
  for (let waited = 0; waited < LONGEST && !isSo(); waited += LOOK_AGAIN) await sleep(LOOK_AGAIN)
}

const settled = (): Promise<void> => until(() => stage.form?.preview.isAsking.value !== true)

/** A page, drawn anew even where it is open. */
async function show(router: Router, path: string): Promise<void> {
  stage.form = undefined
  if (router.currentRoute.value.path === path) stage.round++
  else await router.push(path)
  await nextTick()
}

/** A guide on the stage: it opens the pages, fills in their forms, and leaves them as if nobody had been there. */
export function useGuidePlay(guide: GuideData) {
  const router = useRouter()
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  const play = new GuidePlay(playedSteps(guide, useDefinitions()), useHands(), isStill)
  const cameFrom = router.currentRoute.value.fullPath
  /** Where the guide itself leads; whoever goes elsewhere has ended it. */
  let leads = ''

  function useHands(): Hands {
    return {
      open: async (page) => {
        leads = `/${page}`
        await show(router, leads)
        await until(() => !page.startsWith('record/') || stage.form?.draft.value !== undefined)
        await nextTick()
        await settled()
      },
      point: async (step) => {
        await until(() => step.element === undefined || findPlace(step) !== undefined || stage.form?.preview.isAsking.value !== true)
        const behavior = isStill ? 'auto' : 'smooth'
        findPlace(step)?.element.scrollIntoView({ block: 'center', inline: 'center', behavior })
      },
      prepare: async (step) => {
        const { prepareFilling } = await import('./prepare-filling.ts')
        return stage.form === undefined ? undefined : prepareFilling(stage.form, step)
      },
      settle: async () => {
        await sleep(ASKS_AFTER)
        await settled()
      },
      readingTime,
    }
  }

  /** Ends the guide; what it filled in is gone. */
  async function end(path = cameFrom): Promise<void> {
    play.stop()
    leads = path
    await show(router, path)
    over()
  }

  function over(): void {
    play.stop()
    stage.isPlaying = false
    stage.form = undefined
    stage.guide = undefined
  }

  const isElsewhere = router.afterEach((to) => {
    if (stage.isPlaying && to.fullPath !== leads) over()
  })
  onMounted(async () => {
    // Whoever is writing something is asked first, as on any way out of a page.
    const refused = play.steps.length === 0 || (await router.push('/'))
    if (refused && router.currentRoute.value.path !== '/') return over()
    stage.isPlaying = true
    await play.go(0)
  })
  onBeforeUnmount(() => {
    isElsewhere()
    over()
  })

  return { play, isStill, end, first: () => `/${play.steps.find(({ page }) => page.startsWith('record/'))?.page ?? ''}` }
}

function readingTime(step: PlayedStep): number {
  return A_LOOK + labelText(step.text).length * A_LETTER[currentLanguage()]
}
