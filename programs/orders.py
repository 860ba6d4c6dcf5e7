# output: times-differ
# seconds: 1
"""Payment states of six orders, fetched from a slow payment service at the same time.

The service takes between 0.4 and 0.6 s a call. Six calls in turn would take about 3 s; the
threads are done when the slowest is. They share one dictionary, which a lock guards: a single
store into a dict happens to be safe under the GIL, but the lock says what must hold, and it
keeps holding when the GIL is gone.

Look for: "Took" close to the longest single call, not to the sum.
Try:      gilscope compare programs/orders.py
          gilscope run --clock virtual --seed 7 --stats programs/orders.py
"""

import random
import threading
import time

PAYMENTS = {
    "ORD-001": "paid",
    "ORD-002": "pending",
    "ORD-003": "failed",
    "ORD-004": "paid",
    "ORD-005": "paid",
    "ORD-006": "refunded",
}

states = {}
waits = []
lock = threading.Lock()


def fetch_payment_state(order_id):
    """The payment service: slow, and never equally slow."""
    wait = random.uniform(0.4, 0.6)
    time.sleep(wait)
    return PAYMENTS[order_id], wait


def fetch_and_store(order_id):
    state, wait = fetch_payment_state(order_id)
    with lock:
        states[order_id] = state
        waits.append(wait)


def main():
    random.seed(2024)
    start = time.perf_counter()
    threads = []
    for order_id in PAYMENTS:
        thread = threading.Thread(target=fetch_and_store, args=(order_id,))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - start

    for order_id in sorted(states):
        print(f"{order_id}  {states[order_id]}")
    print(f"Took {elapsed:.2f} s; the longest call {max(waits):.2f} s, all calls {sum(waits):.2f} s")


if __name__ == "__main__":
    main()
