# output: exact
# seconds: 1
"""A daemon thread does not keep the program alive.

The background thread prints for ever. As it is a daemon, the program ends when the main thread
does, and the daemon stops where it stands: even its `finally` is never run. So a daemon is no
place for work that must be finished (files to close, orders to store).

Look for: three beats, then the end; no "cleaned up". With daemon=False it would never end.
Try:      gilscope run --timeline programs/daemon.py
"""

import threading
import time


def heartbeat():
    try:
        beat = 0
        while True:
            beat += 1
            print(f"beat {beat}")
            time.sleep(0.4)
    finally:
        print("cleaned up: nobody will ever read this")


printer = threading.Thread(target=heartbeat, daemon=True)
printer.start()
time.sleep(1.0)
print(f"main is done; the printer is alive: {printer.is_alive()}")
