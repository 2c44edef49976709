"""M/M/100 + M in SimPy: a process for each caller. Prints the outcome of a contestant as JSON."""

import json
import random
import resource
import sys
import time

import simpy

CALLS = int(sys.argv[1])
AGENTS = 100
counts = {"abandoned": 0, "wait": 0.0, "busy": 0.0}
rng = random.Random(1)


def caller(env, agents):
    arrived = env.now
    with agents.request() as free:
        yield free | env.timeout(rng.expovariate(1 / 360))
        counts["wait"] += env.now - arrived
        if not free.triggered:
            counts["abandoned"] += 1
            return
        handling = rng.expovariate(1 / 180)
        counts["busy"] += handling
        yield env.timeout(handling)


def arrivals(env, agents):
    for _ in range(CALLS):
        yield env.timeout(rng.expovariate(1900 / 3600))
        env.process(caller(env, agents))


started = time.perf_counter()
env = simpy.Environment()
env.process(arrivals(env, simpy.Resource(env, AGENTS)))
env.run()
print(
    json.dumps(
        {
            "work": CALLS,
            "seconds": time.perf_counter() - started,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "results": {
                "abandonment": counts["abandoned"] / CALLS,
                "meanWaitS": counts["wait"] / CALLS,
                "occupancy": counts["busy"] / (AGENTS * env.now),
            },
        }
    )
)
