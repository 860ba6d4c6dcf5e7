"""Contexts, names and who is who."""

import multiprocessing
from multiprocessing import Process, current_process, get_context, parent_process


def whoami(queue):
    me, parent = current_process(), parent_process()
    child = Process(target=grandchild, args=(queue,))
    child.start()
    child.join()
    queue.put((me.name, type(me).__name__, parent.name, me.daemon, me.exitcode, me.is_alive()))


def grandchild(queue):
    queue.put((current_process().name, parent_process().name))


if __name__ == "__main__":
    print(multiprocessing.get_start_method(), multiprocessing.get_all_start_methods())
    print(current_process().name, parent_process(), current_process().daemon)
    context = get_context("fork")
    queue = context.Queue()
    for make in (Process, context.Process):
        process = make(target=whoami, args=(queue,))
        print(process.name, make.__name__)
        process.start()
        print(queue.get(), queue.get())
        process.join()
    named = context.Process(target=print, name="own name")
    print(named.name)
    named.name = "other"
    print(named.name)
    for wrong in (
        lambda: get_context("magic"), lambda: multiprocessing.set_start_method("fork"),
        lambda: process.start(), lambda: named.join(), lambda: Process(5),
        lambda: (process.close(), process.join()),
    ):
        try:
            wrong()
        except Exception as error:
            print(type(error).__name__, error)
    print(type(multiprocessing.cpu_count()), issubclass(multiprocessing.TimeoutError, Exception))
    with context.Pool(1) as pool:
        print(pool.apply(abs, (-3,)))
