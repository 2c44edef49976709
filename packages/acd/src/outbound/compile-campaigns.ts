import type { Asked } from '../admission/compiled-rule.ts'
import type { ContactTypeConfig } from '../config/config.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import { DIAL_ENDS } from '../event/event-record.ts'
import type { DialEnd } from '../event/event.ts'
import { PRIORITIES } from '../queue/waiting-lists.ts'
import type { CallbackPromiseConfig, CampaignConfig, RedialConfig, WinBackConfig } from './campaign-config.ts'

/** How calls are tried again, with defaults filled in. */
export interface CompiledRedial {
  readonly attempts: number
  readonly retryMs: number
  readonly retryMsAfter: NonNullable<RedialConfig['retryMsAfter']>
  readonly giveUpAfter: readonly DialEnd[]
  readonly ringMs: number
  readonly expireMs: number
}

/** What is promised, with defaults filled in. */
export interface CompiledCallback extends CompiledRedial {
  readonly promiseMs: number
  readonly priorityWhenDue: number
}

/** Abandoned calls that are called back, with names resolved. */
export interface CompiledWinBack {
  readonly campaign: number
  readonly afterMs: number
  readonly minWaitMs: number
}

/** A campaign with names resolved and conditions compiled. */
export interface CompiledCampaign extends CompiledRedial {
  readonly name: string
  readonly mode: CampaignConfig['mode']
  readonly type: number
  readonly reserve: number
  readonly holds: readonly Asked[]
  readonly abandonCap: number
  readonly maxHoldMs: number
}

/** Everything that dials. */
export interface CompiledDialling {
  /** By type. */
  readonly callbacks: readonly (CompiledCallback | undefined)[]
  readonly winBacks: readonly (CompiledWinBack | undefined)[]
  readonly campaigns: readonly CompiledCampaign[]
}

/** What is usual where nothing is said. */
export const USUAL_REDIAL: Omit<CompiledRedial, 'expireMs'> = {
  attempts: 3,
  retryMs: 300_000,
  retryMsAfter: {},
  giveUpAfter: [],
  ringMs: 30_000,
}
const EIGHT_HOURS_MS = 28_800_000

/**
 * @param askedOf - compiles a condition on a type's queue
 * @throws StrowgerError with the path of the first mistake
 */
export function compileDialling(
  types: readonly ContactTypeConfig[],
  given: readonly CampaignConfig[],
  askedOf: (text: string, type: number, path: string) => Asked,
): CompiledDialling {
  const numberIn = (items: readonly { readonly name: string }[], name: string, code: string, path: string): number => {
    const at = items.findIndex((item) => item.name === name)
    if (at >= 0) return at
    const known = suggest(
      name,
      items.map((item) => item.name),
    )
    throw new StrowgerError(code, path, name, known)
  }
  const campaigns = given.map((campaign, at) => {
    const path = `campaigns[${at}]`
    const type = numberIn(types, campaign.type, 'unknown-type', `${path}.type`)
    if (given.findIndex(({ name }) => name === campaign.name) < at) {
      throw new StrowgerError('duplicate-name', `${path}.name`, campaign.name, 'name each once')
    }
    if (!['preview', 'progressive', 'predictive'].includes(campaign.mode)) {
      throw new StrowgerError('value', `${path}.mode`, campaign.mode, 'preview, progressive or predictive')
    }
    const holds = (campaign.holds ?? []).map(({ type: of, when }, index) => {
      const here = `${path}.holds[${index}]`
      return askedOf(when, numberIn(types, of, 'unknown-type', `${here}.type`), `${here}.when`)
    })
    const { reserve = 0, abandonCap = 0.03, maxHoldMs = 2000 } = campaign
    inRange(reserve, 0, Infinity, `${path}.reserve`, 'a number of agents, 0 or more')
    inRange(abandonCap, 0, 1, `${path}.abandonCap`, 'a share from 0 to 1')
    inRange(maxHoldMs, 0, Infinity, `${path}.maxHoldMs`, '0 ms or more')
    const redial = redialOf(campaign, campaign.expireMs ?? Infinity, path)
    return { ...redial, name: campaign.name, mode: campaign.mode, type, reserve, holds, abandonCap, maxHoldMs }
  })
  const callbacks = types.map(({ callback }, at) =>
    callback === undefined ? undefined : callbackOf(callback, `types[${at}].callback`),
  )
  const winBackOf = ({ campaign, afterMs, minWaitMs = 0 }: WinBackConfig, path: string): CompiledWinBack => {
    inRange(afterMs, 0, Infinity, `${path}.afterMs`, '0 ms or more')
    inRange(minWaitMs, 0, Infinity, `${path}.minWaitMs`, '0 ms or more')
    return { campaign: numberIn(given, campaign, 'unknown-campaign', `${path}.campaign`), afterMs, minWaitMs }
  }
  const winBacks = types.map(({ winBack }, at) =>
    winBack === undefined ? undefined : winBackOf(winBack, `types[${at}].winBack`),
  )
  return { callbacks, winBacks, campaigns }
}

function callbackOf(given: CallbackPromiseConfig, path: string): CompiledCallback {
  const { promiseMs, priorityWhenDue = PRIORITIES - 1, expireMs = EIGHT_HOURS_MS } = given
  inRange(promiseMs, 0, Infinity, `${path}.promiseMs`, '0 ms or more')
  if (!(Number.isInteger(priorityWhenDue) && priorityWhenDue >= 0 && priorityWhenDue < PRIORITIES)) {
    const remedy = 'a whole number from 0 to 31, larger first'
    throw new StrowgerError('out-of-range', `${path}.priorityWhenDue`, priorityWhenDue, remedy)
  }
  return { ...redialOf(given, expireMs, path), promiseMs, priorityWhenDue }
}

function redialOf(given: RedialConfig, expireMs: number, path: string): CompiledRedial {
  const { attempts, retryMs, ringMs, retryMsAfter, giveUpAfter } = { ...USUAL_REDIAL, ...given }
  if (!(Number.isInteger(attempts) && attempts >= 1)) {
    throw new StrowgerError('out-of-range', `${path}.attempts`, attempts, 'a whole number, 1 or more')
  }
  inRange(retryMs, 1, Infinity, `${path}.retryMs`, '1 ms or more')
  for (const [end, ms] of Object.entries(retryMsAfter)) {
    isDialEnd(end, `${path}.retryMsAfter`)
    inRange(ms, 1, Number.MAX_VALUE, `${path}.retryMsAfter.${end}`, '1 ms or more; giveUpAfter for no further call')
  }
  for (const end of giveUpAfter) isDialEnd(end, `${path}.giveUpAfter`)
  inRange(ringMs, 1, Infinity, `${path}.ringMs`, '1 ms or more')
  if (!(expireMs > 0)) throw new StrowgerError('out-of-range', `${path}.expireMs`, expireMs, 'more than 0 ms')
  return { attempts, retryMs, retryMsAfter, giveUpAfter, ringMs, expireMs }
}

function inRange(value: number, least: number, most: number, path: string, remedy: string): void {
  if (value >= least && value <= most) return
  throw new StrowgerError('out-of-range', path, value, remedy)
}

function isDialEnd(end: string, path: string): void {
  if (DIAL_ENDS.some((each) => each === end)) return
  throw new StrowgerError('value', path, end, `one of ${DIAL_ENDS.join(', ')}`)
}
