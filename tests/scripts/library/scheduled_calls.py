# `sched`: calls in the order of their times, then of their priorities, then as they were entered.
import sched
import time


class Clock:
    """A clock that goes on by what is slept."""

    def __init__(self):
        self.now = 0

    def time(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds


clock = Clock()
scheduler = sched.scheduler(clock.time, clock.sleep)


def say(what, end="."):
    print(clock.now, what + end)


scheduler.enter(5, 1, say, ("five",))
scheduler.enter(2, 2, say, argument=("two, less urgent",))
scheduler.enter(2, 1, say, ("two, urgent",), {"end": "!"})
scheduler.enter(2, 1, say, kwargs={"what": "two, urgent, later"})
gone = scheduler.enterabs(3, 1, say, ("never",))
print(len(scheduler.queue), [event.time for event in scheduler.queue], gone.priority, gone.argument)
scheduler.cancel(gone)
try:
    scheduler.cancel(gone)
except ValueError as error:
    print("ValueError", error)
print(scheduler.empty(), scheduler.run(blocking=False))
scheduler.run()
print(scheduler.empty(), clock.now, scheduler.run(False))


def again(left):
    print("again", left)
    if left:
        scheduler.enter(1, 1, again, (left - 1,))


again(3)
scheduler.run()
real = sched.scheduler(time.time, time.sleep)
real.enter(0.02, 1, print, ("second",))
real.enter(0.01, 1, print, ("first",))
real.run()
