import { FilterSort } from './filter-sort.ts'
import { flatQueueRouter, heapJsRouter } from './heaps.ts'
import { LinearScan } from './linear-scan.ts'
import type { Router } from './router.ts'
import { StrowgerRouter } from './strowger.ts'
import { TablePolling } from './table-polling.ts'
import type { World } from './world.ts'

/** The contestants by the name they are called with on the command line. */
export const ROUTERS: Readonly<Record<string, (world: World) => Router | Promise<Router>>> = {
  strowger: (world) => new StrowgerRouter(world),
  'linear-scan': (world) => new LinearScan(world),
  'filter-sort': (world) => new FilterSort(world),
  'heap-js': heapJsRouter,
  flatqueue: flatQueueRouter,
  'table-polling': async (world) => TablePolling.create(world),
}
