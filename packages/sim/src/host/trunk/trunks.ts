import { SourceRates } from '@strowger/core/sip'
import type { TrunkConfig } from '../config/host-config.ts'
import { type AddressRange, isInside, readRange } from '../guard/address-range.ts'

/** A trunk with its ranges read. */
export interface Trunk {
  readonly config: TrunkConfig
  readonly ranges: readonly AddressRange[]
}

/** Who brings calls from outside, and how many. Sans-I/O. */
export class Trunks {
  #trunks: readonly Trunk[] = []
  readonly #open = new Map<string, number>()
  readonly #rates: SourceRates

  /** @param callsPerSecond - that one trunk may bring */
  constructor(configs: readonly TrunkConfig[], callsPerSecond: number) {
    this.replace(configs)
    this.#rates = new SourceRates({ perSecond: callsPerSecond, burst: 2 * callsPerSecond })
  }

  /** These are the trunks from now on; lines in use stay so. */
  replace(configs: readonly TrunkConfig[]): void {
    this.#trunks = configs.map((config) => ({ config, ranges: rangesOf(config.from) }))
  }

  /** The trunk of a name; undefined when it is there no more. */
  named(name: string): TrunkConfig | undefined {
    return this.#trunks.find(({ config }) => config.name === name)?.config
  }

  /** The trunk that an address belongs to; undefined when none does. */
  ofAddress(address: string): TrunkConfig | undefined {
    return this.#trunks.find(({ ranges }) => isInside(address, ranges))?.config
  }

  /** The trunk whose user has proved who it is. */
  ofUser(user: string): TrunkConfig | undefined {
    return this.#trunks.find(({ config }) => config.user === user)?.config
  }

  /** True where some trunk proves itself by password, from anywhere. */
  get anyByPassword(): boolean {
    return this.#trunks.some(({ config, ranges }) => ranges.length === 0 && config.user !== undefined)
  }

  /** The trunks for a call to this number, in the order to try them. */
  toward(number: string): readonly TrunkConfig[] {
    return this.#trunks.flatMap(({ config }) => (config.to !== undefined && config.allow.test(number) ? config : []))
  }

  /** Takes a line of the first trunk that calls this number and has one. */
  seize(number: string, nowMs: number): TrunkConfig | undefined {
    return this.toward(number).find(({ name }) => this.take(name, nowMs))
  }

  /** Takes a line of a trunk, in either direction; false when all are in use, or calls come too fast. */
  take(name: string, nowMs: number): boolean {
    const open = this.#open.get(name) ?? 0
    if (open >= (this.named(name)?.maxCalls ?? 0) || !this.#rates.allow(name, nowMs)) return false
    this.#open.set(name, open + 1)
    return true
  }

  /** Gives a line back. */
  release(name: string): void {
    this.#open.set(name, Math.max(0, (this.#open.get(name) ?? 0) - 1))
  }

  /** Lines in use, by trunk. */
  get open(): ReadonlyMap<string, number> {
    return this.#open
  }
}

/** Ranges of texts that were checked before. */
export function rangesOf(texts: readonly string[]): AddressRange[] {
  return texts.flatMap((text) => readRange(text) ?? [])
}
