import threading


def wait_for_ever():
    started.set()
    threading.Event().wait()
    print("never")


started = threading.Event()
thread = threading.Thread(target=wait_for_ever, daemon=True)
thread.start()
started.wait()
child_daemon = []
inherits = threading.Thread(
    target=lambda: child_daemon.append(threading.Thread().daemon), daemon=True
)
inherits.start()
inherits.join()
print(thread.is_alive(), thread.daemon, child_daemon, threading.Thread().daemon)
print("main ends, the daemon with it")
