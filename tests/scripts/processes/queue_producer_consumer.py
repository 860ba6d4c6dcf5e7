"""Producer and consumer, with a queue between them and None at its end."""

from multiprocessing import Process, Queue


def produce(queue, items):
    for item in items:
        queue.put(item)
    queue.put(None)


def consume(queue, results):
    total = 0
    while True:
        item = queue.get()
        if item is None:
            break
        print("got", item)
        total += len(item["name"]) + item["size"]
    results.put(total)


if __name__ == "__main__":
    queue, results = Queue(), Queue()
    items = [{"name": "n" * n, "size": n * 10} for n in range(4)]
    producer = Process(target=produce, args=(queue, items))
    consumer = Process(target=consume, args=(queue, results))
    producer.start()
    consumer.start()
    print("total", results.get())
    producer.join()
    consumer.join()
    print(producer.exitcode, consumer.exitcode, queue.empty())
