"""The model as SimPy's guide would write it: each worker a process."""

import simpy
from market_model import Market, arguments, measure


def worker(env, market, number):
    yield env.timeout(market.first_look())
    while True:
        group = market.look(number)
        if group is None:
            yield env.timeout(market.nothing_found())
            continue
        yield env.timeout(market.work_seconds(number, group))
        market.submit(number, group)
        yield env.timeout(market.breath())


agents, seconds = arguments()
market = Market(agents)
env = simpy.Environment()
for number in range(agents):
    env.process(worker(env, market, number))
measure(lambda until: env.run(until=until), market, agents, seconds)
