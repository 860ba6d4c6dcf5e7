# output: times-differ
# seconds: 8
"""Eight services, asked one after another.

Each service needs one second to answer, so the whole report needs eight. The program does
next to nothing in that time: it waits. aggregator.py does the same with one thread a service.

Look for: elapsed time eight times that of aggregator.py, and a CPU that is idle throughout.
Try:      gilscope compare programs/aggregator_sequential.py
          gilscope run --clock virtual --stats programs/aggregator_sequential.py
"""

import time

SERVICES = ["users", "orders", "stock", "prices", "reviews", "shipping", "offers", "news"]
ANSWER_TIME = 1.0


def ask(service):
    print(f"{service}: asked")
    time.sleep(ANSWER_TIME)
    print(f"{service}: answered")
    return f"{service} ok"


def main():
    start = time.perf_counter()
    answers = [ask(service) for service in SERVICES]
    elapsed = time.perf_counter() - start
    print(", ".join(answers))
    print(f"{len(answers)} answers in {elapsed:.2f} s")


main()
