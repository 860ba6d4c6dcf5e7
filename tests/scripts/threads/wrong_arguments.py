import threading


def work(a, b):
    print("never")


for arguments in ((), (1,), (1, 2, 3)):
    thread = threading.Thread(target=work, args=arguments)
    thread.start()
    thread.join()
for make in (
    lambda: threading.Thread(target=work, args=5),
    lambda: threading.Thread(work),
    lambda: threading.Thread(target=5),
):
    try:
        thread = make()
        print("made")
    except (TypeError, AssertionError) as error:
        print(type(error).__name__ + ":", error)
