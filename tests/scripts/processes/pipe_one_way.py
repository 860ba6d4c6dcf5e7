"""A pipe in one direction, poll() and bytes."""

import time
from multiprocessing import Pipe, Process


def report(writer, reader):
    reader.close()
    for number in range(3):
        time.sleep(0.1)
        writer.send({"progress": number})
    writer.send_bytes(b"raw")
    writer.close()


if __name__ == "__main__":
    reader, writer = Pipe(duplex=False)
    print(reader.readable, reader.writable, writer.readable, writer.writable)
    process = Process(target=report, args=(writer, reader))
    process.start()
    writer.close()
    print(reader.poll(), reader.poll(0.01))
    while reader.poll(None):
        message = reader.recv()
        print(message)
        if message["progress"] == 2:
            break
    print(reader.recv_bytes())
    process.join()
    print(reader.poll())
    try:
        reader.recv()
    except EOFError:
        print("no more")
    for wrong in (lambda: reader.send(1), lambda: Pipe(False)[1].recv()):
        try:
            wrong()
        except OSError as error:
            print(error)
    with Pipe()[0] as one:
        print(one.closed)
    print(one.closed)
