"""The model of agents.ts, as far as it does not depend on the tool that runs it."""

import random
import sys
import time

GROUPS, PAGE, HITS_EACH = 2000, 50, 4
WORK_SIGMA, BREATH, NOTHING_FOUND = 0.5, 30.0, 60.0


class Market:
    def __init__(self, agents):
        chance = random.Random(5)
        self.chance = random.Random(6)
        self.reward_mills = [10 + chance.randrange(491) for _ in range(GROUPS)]
        self.task_seconds = [20 + chance.randrange(581) for _ in range(GROUPS)]
        # What a group pays an hour at usual speed, kept beside it: the loop over a page is most of the work.
        self.pay = [mills * 3.6 / seconds for mills, seconds in zip(self.reward_mills, self.task_seconds)]
        self.available = [HITS_EACH * agents // GROUPS] * GROUPS
        self.wage = [chance.lognormvariate(0.322, 1) for _ in range(agents)]
        self.speed = [chance.lognormvariate(0, 0.3) for _ in range(agents)]
        self.earned_mills = [0] * agents
        self.events = 0

    def look(self, worker):
        """The group on this page that pays the worker best, above its wage; None: there is none."""
        self.events += 1
        best, best_pay = None, self.wage[worker] / self.speed[worker]
        pay, available = self.pay, self.available
        start = self.chance.randrange(GROUPS)
        # Negative places count from the end, so that no page needs a second loop.
        for group in range(start - GROUPS, start - GROUPS + PAGE):
            if pay[group] > best_pay and available[group] > 0:
                best, best_pay = group, pay[group]
        if best is not None:
            available[best] -= 1
        return best

    def work_seconds(self, worker, group):
        return self.task_seconds[group] / self.speed[worker] * self.chance.lognormvariate(0, WORK_SIGMA)

    def submit(self, worker, group):
        self.events += 1
        self.available[group] += 1
        self.earned_mills[worker] += self.reward_mills[group]

    def breath(self):
        return self.chance.expovariate(1 / BREATH)

    def nothing_found(self):
        return self.chance.expovariate(1 / NOTHING_FOUND)

    def first_look(self):
        return self.chance.uniform(0, NOTHING_FOUND)


def measure(run_until, market, agents, seconds):
    """Lets market time pass to `seconds`, then half as far again, and prints what the second stretch took."""
    run_until(seconds)
    before = market.events
    begin = time.perf_counter()
    run_until(seconds * 1.5)
    took = time.perf_counter() - begin
    events = market.events - before
    print(events / took, seconds * 0.5 * agents / events)


def arguments():
    return int(sys.argv[1]), float(sys.argv[2])
