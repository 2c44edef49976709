/** What agents dial on their phones, and what they press in a conversation. `N` stands for an agent's or outside number, `R` for a reason. */
export interface FeatureCodes {
  readonly signIn: string
  readonly ready: string
  /** Followed by the digit of a reason. */
  readonly notReady: string
  readonly endWrapUp: string
  readonly signOut: string
  /** Supervisors', each followed by an agent's number. */
  readonly listen: string
  readonly whisper: string
  readonly bargeIn: string
  readonly intercept: string
  readonly forceReady: string
  readonly forceNotReady: string
  readonly forceSignOut: string
  /** In a conversation. Those that need a number take the digits up to `#`. */
  readonly hold: string
  readonly consult: string
  readonly complete: string
  readonly conference: string
  readonly cancel: string
  readonly transfer: string
}

/** What is dialled unless `host.yaml` says otherwise. */
export const DEFAULT_CODES: FeatureCodes = {
  signIn: '*70',
  ready: '*71',
  notReady: '*72',
  endWrapUp: '*73',
  signOut: '*74',
  listen: '*80',
  whisper: '*81',
  bargeIn: '*82',
  intercept: '*83',
  forceReady: '*84',
  forceNotReady: '*85',
  forceSignOut: '*86',
  hold: '*1',
  consult: '*2',
  complete: '*3',
  conference: '*4',
  cancel: '*5',
  transfer: '*6',
}

/** Why an agent is not ready, by the digit that follows the code. */
export const NOT_READY_REASONS: ReadonlyMap<string, string> = new Map([
  ['', 'not-ready'],
  ['1', 'break'],
  ['2', 'lunch'],
  ['3', 'training'],
  ['4', 'meeting'],
  ['5', 'paperwork'],
])

/** What is dialled before a conversation. */
export type DialledFeature = Exclude<
  keyof FeatureCodes,
  'hold' | 'consult' | 'complete' | 'conference' | 'cancel' | 'transfer'
>

const DIALLED: readonly DialledFeature[] = [
  'signIn',
  'ready',
  'notReady',
  'endWrapUp',
  'signOut',
  'listen',
  'whisper',
  'bargeIn',
  'intercept',
  'forceReady',
  'forceNotReady',
  'forceSignOut',
]

/** The feature that a dialled number asks for, and what follows its code; undefined when it is none. */
export function dialledFeature(
  codes: FeatureCodes,
  dialled: string,
): { readonly feature: DialledFeature; readonly rest: string } | undefined {
  const feature = DIALLED.find((each) => dialled.startsWith(codes[each]))
  return feature === undefined ? undefined : { feature, rest: dialled.slice(codes[feature].length) }
}
