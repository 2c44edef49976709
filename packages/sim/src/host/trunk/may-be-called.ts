import type { HostConfig } from '../config/host-config.ts'

/** True for a number that a trunk calls. */
export function mayBeCalled({ trunks }: Pick<HostConfig, 'trunks'>, number: string): boolean {
  return trunks.some(({ to, allow }) => to !== undefined && allow.test(number))
}
