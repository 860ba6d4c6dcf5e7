"""The loop's own methods: run_until_complete, run_forever, stop, handlers, closing."""

import asyncio


async def answer():
    await asyncio.sleep(0)
    return 42


loop = asyncio.new_event_loop()
asyncio.set_event_loop(loop)
print(loop.is_running(), loop.is_closed(), asyncio.get_event_loop() is loop)
print(loop.run_until_complete(answer()))
task = loop.create_task(answer(), name="mine")
print(task.get_name(), task.done())
print(loop.run_until_complete(task))
future = loop.create_future()
loop.call_soon(future.set_result, "set")
print(loop.run_until_complete(future))


def stop_later(count):
    print("tick", count)
    if count == 0:
        loop.stop()
    else:
        loop.call_later(0.001, stop_later, count - 1)


loop.call_soon(stop_later, 2)
loop.run_forever()
print("stopped")

loop.call_soon(print, "one")
loop.call_soon(loop.stop)
loop.call_soon(print, "two")
loop.run_forever()
loop.stop()
loop.call_soon(print, "runs once")
loop.run_forever()


async def nested():
    for wrong in (lambda: loop.run_until_complete(future), lambda: asyncio.run(None)):
        try:
            wrong()
        except RuntimeError as error:
            print(error)


loop.run_until_complete(nested())


async def fails():
    raise LookupError("lost")


try:
    loop.run_until_complete(fails())
except LookupError as error:
    print(repr(error))

never = loop.create_future()
loop.call_soon(loop.stop)
try:
    loop.run_until_complete(never)
except RuntimeError as error:
    print(error)


def handler(loop, context):
    print("handler:", context["message"].split(" at ")[0], repr(context.get("exception")))


def broken():
    raise OSError("broken callback")


loop.set_exception_handler(handler)
print(loop.get_exception_handler() is handler)
loop.call_soon(broken)
loop.call_soon(loop.stop)
loop.run_forever()
loop.call_exception_handler({"message": "by hand"})
loop.set_exception_handler(None)

print(loop.get_debug(), loop.time() <= loop.time())
try:
    loop.call_later(None, print)
except TypeError as error:
    print(error)
loop.close()
loop.close()
print(loop.is_closed())
for late in (lambda: loop.call_soon(print), lambda: loop.run_forever()):
    try:
        late()
    except RuntimeError as error:
        print(error)

with asyncio.Runner() as runner:
    print(runner.run(answer()), runner.get_loop().is_running())
    print(runner.run(answer()))
try:
    runner.run(answer_later := None)
except ValueError as error:
    print(error)
for wrong in (5, answer):
    try:
        asyncio.run(wrong)
    except ValueError as error:
        print(str(error).split(" at ")[0])
print(asyncio.iscoroutinefunction(answer), asyncio.iscoroutinefunction(handler))
