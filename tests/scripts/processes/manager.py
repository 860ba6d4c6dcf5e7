"""Objects in a manager's process: dict, list, namespace, value, lock, queue and event."""

from multiprocessing import Manager, Process


def work(number, results, log, lock):
    with lock:
        results[number] = number * number
        results["total"] = results.get("total", 0) + number
        log.append(number)


def talk(queue, event, space):
    event.wait()
    space.seen = queue.get()
    queue.put("answer")


if __name__ == "__main__":
    with Manager() as manager:
        results, log, lock = manager.dict(), manager.list(), manager.Lock()
        processes = [Process(target=work, args=(n, results, log, lock)) for n in range(4)]
        for process in processes:
            process.start()
        for process in processes:
            process.join()
        print(sorted(results.items(), key=str), sorted(log), processes[0].name)
        print(results["total"], len(results), 2 in results, results.pop(2), results.get("none"))
        print(sorted(results.keys(), key=str), sorted(results.values()))
        numbers = manager.list([3, 1, 2])
        numbers.sort()
        numbers += [9]
        numbers[0] = "x"
        print(numbers, numbers[1:], len(numbers), numbers.index(9), 9 in numbers, list(numbers))
        print(type(numbers).__name__, str(results.copy())[:1], numbers.pop())
        queue, event, space = manager.Queue(), manager.Event(), manager.Namespace()
        queue.put(["question"])
        process = Process(target=talk, args=(queue, event, space))
        process.start()
        event.set()
        process.join()
        print(space.seen, queue.get(), queue.empty(), space)
        value = manager.Value("i", 5)
        value.value += 1
        print(value.value, value, manager.Array("i", [1, 2])[1])
        for wrong in (lambda: results["missing"], lambda: numbers[10], lambda: space.missing):
            try:
                wrong()
            except Exception as error:
                print(type(error).__name__, error)
