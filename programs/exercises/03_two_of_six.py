# Two of six
# goal: prints 2
#
# Two threads add 1 three times each. Nobody is surprised by 6, 5, 4 or 3. How can it come to 2? Most
# people say that it cannot, as each thread's last addition must count at least. It must: but what has it
# added to? A number that was read long ago may be written late.
#
# Cure: one lock around each addition.

import threading

counter = 0


def add_three():
    global counter
    for _ in range(3):
        counter = counter + 1


threads = [threading.Thread(target=add_three) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(counter)
