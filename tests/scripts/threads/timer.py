import threading

fired = []
timer = threading.Timer(0.02, fired.append, args=("fired",))
timer.start()
timer.join()
never = threading.Timer(60, fired.append, args=("never",))
never.start()
never.cancel()
never.join()
print(fired, timer.finished.is_set())
