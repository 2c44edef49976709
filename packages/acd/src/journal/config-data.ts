import type { AcdConfig } from '../config/config.ts'
import { StrowgerError } from '../errors/strowger-error.ts'

/** A policy or an estimator as data: its name, and what it is configured with. Who reads it makes the object. */
export type ObjectData = { readonly name: string } & Readonly<Record<string, unknown>>

/**
 * A configuration as plain data, as it stands in a journal: without objects that do something (a policy, an estimator,
 * schedules that several share), which are described instead.
 */
export type EngineConfigData = Omit<AcdConfig, 'policy' | 'estimator'> & {
  readonly policy?: ObjectData
  readonly estimator?: ObjectData
}

/** Infinity has no JSON; these are the keys at which it can stand, written as `forever`. */
export const FOREVER_KEYS: ReadonlySet<string> = new Set([
  'forMs',
  'wrapUpMs',
  'offerTimeoutMs',
  'trunks',
  'promiseMs',
  'expireMs',
  'retryMs',
  'ringMs',
  'maxHoldMs',
  'afterMs',
  'minWaitMs',
])

/** Makes a configuration of what stands in a journal. */
export type ConfigReader = (data: EngineConfigData) => AcdConfig

/**
 * The configuration as it stands there, for journals of engines with the default policy and estimator.
 *
 * @throws StrowgerError `not-made` where it describes a policy or an estimator, which somebody has to make
 */
export function plainConfig(data: EngineConfigData): AcdConfig {
  const { policy, estimator, ...config } = data
  for (const [key, described] of Object.entries({ policy, estimator })) {
    if (described === undefined) continue
    throw new StrowgerError(
      'not-made',
      `config.${key}`,
      described.name,
      `a reader that makes this ${key} of its description`,
    )
  }
  return config
}

/**
 * A configuration without objects, as it stands in a journal.
 *
 * @throws StrowgerError `not-data` with the path of what somebody has to describe first: a policy, say
 */
export function plainData(config: AcdConfig): EngineConfigData {
  const { policy, estimator, ...data } = config
  checkData({ policy, estimator, ...data }, 'config')
  return data
}

/** @throws StrowgerError `not-data` with the path of the first value that JSON would not bring back */
export function checkData(value: unknown, path: string, key: string = ''): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return
  if (Number.isFinite(value) || (value === Infinity && FOREVER_KEYS.has(key))) return
  const isPlain =
    typeof value === 'object' && (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype)
  if (!isPlain) throw new StrowgerError('not-data', path, value, 'plain data: texts, numbers, lists and objects')
  for (const [name, each] of Object.entries(value)) {
    if (each !== undefined) checkData(each, Array.isArray(value) ? `${path}[${name}]` : `${path}.${name}`, name)
  }
}
