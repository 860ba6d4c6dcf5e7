import threading

results = []


def work(a, b=0, *rest, key=None):
    results.append((a, b, rest, key))


for thread in (
    threading.Thread(target=work, args=(1,)),
    threading.Thread(target=work, args=(1, 2, 3, 4), kwargs={"key": "k"}),
    threading.Thread(target=work, kwargs={"a": "named", "b": 5}),
    threading.Thread(target=work, args=[7]),
    threading.Thread(None, work, "name", (9,), {"b": 10}),
    threading.Thread(),
):
    print(thread.is_alive(), end=" ")
    thread.start()
    thread.join()
    print(thread.is_alive())
print(results)
done = threading.Thread(target=work, args=(0,))
try:
    done.join()
except RuntimeError as error:
    print("RuntimeError:", error)
done.start()
done.join()
done.join()
try:
    done.start()
except RuntimeError as error:
    print("RuntimeError:", error)
try:
    threading.current_thread().join()
except RuntimeError as error:
    print("RuntimeError:", error)
try:
    threading.Thread(target=work, nonsense=1)
except TypeError as error:
    print("TypeError")
print(done.join(), done.ident is not None, threading.Thread().ident)
