import threading


def hook(args):
    print("hook:", args.exc_type.__name__, args.exc_value, args.thread.name)


def fail(n):
    raise ValueError(n)


threading.excepthook = hook
for n in range(2):
    thread = threading.Thread(target=fail, args=(n,))
    thread.start()
    thread.join()
threading.excepthook = threading.__excepthook__
thread = threading.Thread(target=fail, args=("the usual text",))
thread.start()
thread.join()
