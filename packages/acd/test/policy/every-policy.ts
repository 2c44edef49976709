import {
  AccumulatingPriority,
  Combined,
  ExpectedDelay,
  FairThreshold,
  FewestContacts,
  FixedQueueRatio,
  GeneralizedCMu,
  LeastOccupied,
  LeastSkilled,
  LongestIdle,
  LongestWeightedWait,
  MostSkilled,
  PercentAllocation,
  PerType,
  QueueRatio,
  RandomAgent,
  RankedLists,
  Reservation,
  RoundRobin,
  type RoutingPolicy,
  ServiceObjective,
  ShadowRouting,
  WaitAndIdleWeights,
  WeightedIdle,
} from '@strowger/acd'

const agents = { orders: [['desk'], ['front']], sales: [['partner', 'front'], ['desk']] }

/** Every policy with parameters for the names of the random exchanges, made fresh. */
export const everyPolicy: Readonly<Record<string, () => RoutingPolicy>> = {
  'accumulating priority': () =>
    new AccumulatingPriority({ rates: { orders: 2 }, offsets: { sales: 0.01 }, perPriority: 0.002 }),
  combined: () => new Combined({ agents: new LeastOccupied(), contacts: new FixedQueueRatio({ ratios: {} }) }),
  'expected delay': () => new ExpectedDelay({ agents, targetMs: 2, handlingMs: 5 }),
  'fair threshold': () =>
    new FairThreshold({
      bands: [
        { upTo: 2, agents: [['front']] },
        { upTo: Infinity, agents: [['desk'], ['front']] },
      ],
    }),
  'fewest contacts': () => new FewestContacts(),
  'fixed queue ratio': () => new FixedQueueRatio({ ratios: { orders: 3, sales: 0.5 } }),
  'generalized c-mu': () =>
    new GeneralizedCMu({ linear: { sales: 0 }, quadratic: { sales: 40 }, handlingTimes: { orders: { front: 3 } } }),
  'least occupied': () => new LeastOccupied({ windowMs: 10 }),
  'least skilled': () => new LeastSkilled(),
  'longest idle': () => new LongestIdle(),
  'longest weighted wait': () => new LongestWeightedWait({ weights: { orders: 2, complaints: 0 } }),
  'most skilled': () => new MostSkilled(),
  'per type': () =>
    new PerType({
      types: { orders: new RoundRobin(), sales: new AccumulatingPriority({ perPriority: 1 }) },
      otherwise: new MostSkilled(),
      across: new FixedQueueRatio({ ratios: { sales: 3 } }),
    }),
  'percent allocation': () => new PercentAllocation({ shares: { orders: { front: 60, desk: 40 } }, memory: 4 }),
  'queue ratio': () => new QueueRatio({ agents, target: 0.6 }),
  random: () => new RandomAgent({ seed: 7 }),
  'ranked lists': () => new RankedLists({ agents, contacts: { front: [['sales'], ['orders']] } }),
  reservation: () => new Reservation({ keep: { orders: { front: 1, desk: 2 }, sales: { front: 1 } } }),
  'reservation inside per type': () =>
    new PerType({
      types: { orders: new Reservation({ keep: { orders: { front: 1 } }, inner: new FewestContacts() }) },
    }),
  'round robin': () => new RoundRobin(),
  'service objective': () => new ServiceObjective({ objectives: { orders: 5, sales: 20 } }),
  'service objective, current wait': () => new ServiceObjective({ objectives: { orders: 5 }, wait: 'current' }),
  'shadow routing': () =>
    new ShadowRouting({ handlingTimes: { orders: { front: 3, desk: 4 }, sales: { desk: 1 } }, agents: { desk: 2 } }),
  'weighted idle': () => new WeightedIdle({ weights: { front: 0.5, partner: 0 } }),
  wr: () =>
    new WaitAndIdleWeights({
      base: { orders: { front: -1 } },
      wait: { orders: { front: 2, desk: 1 }, sales: { desk: 3 } },
      idle: { orders: { front: 1 }, sales: { partner: -1 } },
    }),
}
