# output: times-differ
# seconds: 1
"""Fetch, then validate: four threads that each wait for a while and then compute for a while.

The waits overlap, the computing does not: with the GIL only one thread at a time checks its card
numbers. So four threads need one wait plus four times the computing. This is what most real
programs look like, and why "threads made it faster, but not four times" is the usual result.

Look for: with the GIL on, only the dots of the timeline lie above one another; the runs are a
          staircase. With it off the runs overlap too, as far as there are cores.
Try:      gilscope compare --cores 4 programs/pipeline.py
          gilscope run --timeline programs/pipeline.py
"""

import threading
import time

BATCHES = 4
FETCH_TIME = 0.3
CARDS_A_BATCH = 50_000

valid_in_batch = {}
lock = threading.Lock()


def fetch(batch):
    """Get a batch of card numbers from far away: a wait, then numbers made from a formula."""
    time.sleep(FETCH_TIME)
    first = 4_000_000_000 + batch * CARDS_A_BATCH
    return range(first, first + CARDS_A_BATCH)


def is_valid(card):
    """Luhn's check: every second digit counts twice, and the sum must end in 0."""
    total = 0
    double = False
    while card > 0:
        card, digit = divmod(card, 10)
        if double:
            digit *= 2
            if digit > 9:
                digit -= 9
        total += digit
        double = not double
    return total % 10 == 0


def fetch_and_validate(batch):
    cards = fetch(batch)
    valid = sum(1 for card in cards if is_valid(card))
    with lock:
        valid_in_batch[batch] = valid


def main():
    start = time.perf_counter()
    threads = [threading.Thread(target=fetch_and_validate, args=(n,)) for n in range(BATCHES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    elapsed = time.perf_counter() - start

    for batch in sorted(valid_in_batch):
        print(f"batch {batch}: {valid_in_batch[batch]} of {CARDS_A_BATCH} cards are valid")
    print(f"Took {elapsed:.2f} s; the waits alone, in turn: {BATCHES * FETCH_TIME:.2f} s")


if __name__ == "__main__":
    main()
