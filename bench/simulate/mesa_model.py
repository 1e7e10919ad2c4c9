"""The model on Mesa's discrete-event simulator: each worker an agent that plans its next event."""

from market_model import Market, arguments, measure
from mesa import Agent, Model
from mesa.experimental.devs import DEVSimulator


class Worker(Agent):
    def __init__(self, model, number):
        super().__init__(model)
        self.number = number
        self.group = None
        self.plan(self.look, model.market.first_look())

    def plan(self, what, delay):
        self.model.simulator.schedule_event_relative(what, delay)

    def look(self):
        market = self.model.market
        self.group = market.look(self.number)
        if self.group is None:
            self.plan(self.look, market.nothing_found())
        else:
            self.plan(self.submit, market.work_seconds(self.number, self.group))

    def submit(self):
        market = self.model.market
        market.submit(self.number, self.group)
        self.plan(self.look, market.breath())


class Workers(Model):
    def __init__(self, simulator, market, agents):
        super().__init__(seed=6)
        self.simulator = simulator
        self.market = market
        simulator.setup(self)
        self.workers = [Worker(self, number) for number in range(agents)]


agents, seconds = arguments()
market = Market(agents)
simulator = DEVSimulator()
Workers(simulator, market, agents)
measure(simulator.run_until, market, agents, seconds)
