/** Where the sound of prompts is. */
export interface PromptFiles {
  /** Path of the sound of a prompt or of a spoken word; undefined when there is none. */
  pathOf(name: string): string | undefined
}

/** The words that speak a number digit by digit. */
export function spokenDigits(text: string): string[] {
  return (text.match(/\d/g) ?? []).map((digit) => `digit ${digit}`)
}

const MS_PER_MINUTE = 60_000

/** The words that speak a wait: whole minutes, at least one; nothing when it is longer than can be said. */
export function spokenWait(ms: number): string[] {
  if (!Number.isFinite(ms)) return ['more than can be said']
  return [...spokenDigits(String(Math.max(1, Math.ceil(ms / MS_PER_MINUTE)))), 'minutes']
}
