"""A pipe between two processes: ball by ball, until one end is closed."""

from multiprocessing import Pipe, Process


def player(connection, other_end):
    other_end.close()
    while True:
        try:
            ball = connection.recv()
        except EOFError:
            print("the other one has left")
            break
        print("back", ball)
        connection.send(ball + 1)
    connection.close()


def answer(connection):
    connection.send([42, None, "hello"])
    connection.close()


if __name__ == "__main__":
    here, there = Pipe()
    process = Process(target=player, args=(there, here))
    process.start()
    there.close()
    for ball in (1, 10, 100):
        here.send(ball)
        print("here", here.recv())
    here.close()
    process.join()
    print(process.exitcode, here.closed)

    parent, child = Pipe()
    process = Process(target=answer, args=(child,))
    process.start()
    print(parent.recv())
    process.join()
    child.close()
    try:
        parent.recv()
    except EOFError as error:
        print("end", error.args)
    try:
        parent.send(1)
    except BrokenPipeError as error:
        print(error)
    parent.close()
    try:
        parent.send(1)
    except OSError as error:
        print(error)
