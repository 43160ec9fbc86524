import type { UseCase } from '../unit.ts'
import { chooseProfile } from './choose-profile.ts'
import { saveSettings } from './save-settings.ts'
import { switchModules } from './switch-modules.ts'

/** What a workspace says about itself. */
export const settingsUseCases: readonly UseCase[] = [saveSettings, switchModules, chooseProfile]
