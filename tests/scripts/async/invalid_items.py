import asyncio, traceback
class Bad:
    def __await__(self):
        raise ZeroDivisionError("x")
class Bad2:
    def __await__(self):
        return 5
class It:
    def __init__(self, b): self.b = b
    def __aiter__(self): return self
    def __anext__(self): return self.b
async def go(b):
    try:
        async for x in It(b):
            pass
    except TypeError as e:
        print("TE", e, repr(e.__cause__), repr(e.__context__))
    except Exception as e:
        print("E", type(e), e)
asyncio.run(go(Bad()))
asyncio.run(go(Bad2()))
asyncio.run(go(5))
async def comp(b):
    try:
        return [x async for x in It(b)]
    except TypeError as e:
        print("TE", e, repr(e.__cause__), repr(e.__context__))
asyncio.run(comp(Bad()))
class U:
    def __iter__(self):
        raise StopAsyncIteration("unpack")
class It2:
    def __aiter__(self): return self
    async def __anext__(self): return U()
async def main():
    try:
        async for a, b in It2():
            pass
        else:
            print("else")
    except StopAsyncIteration as e:
        print("SAI", e)
    try:
        r = [1 async for a, b in It2()]
        print(r)
    except (StopAsyncIteration, RuntimeError) as e:
        print("SAI", repr(e))
    class T:
        def __setattr__(self, n, v): raise StopAsyncIteration("set")
        def __setitem__(self, n, v): raise StopAsyncIteration("item")
    t = T()
    try:
        async for t.x in It2(): pass
        else: print("else")
    except StopAsyncIteration as e:
        print("SAI", e)
    try:
        async for t[0] in It2(): pass
        else: print("else")
    except StopAsyncIteration as e:
        print("SAI", e)
asyncio.run(main())
class A:
    def __aiter__(self): return 5
async def m2(o):
    try:
        async for x in o: pass
    except TypeError as e: print(e)
asyncio.run(m2(A()))
asyncio.run(m2([1]))
class B:
    def __aiter__(self): raise KeyError(1)
async def m3():
    try:
        async for x in B(): pass
    except KeyError as e: print(repr(e))
asyncio.run(m3())
