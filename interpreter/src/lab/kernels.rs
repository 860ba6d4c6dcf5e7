//! The short scripts that a machine is measured by: a few kinds of instructions each, many times over.

/// Name and text of each.
pub const KERNELS: &[(&str, &str)] = &[
    ("hardly anything", "pass\n"),
    (
        "loop",
        "def work():\n    for _ in range(700000):\n        pass\nwork()\n",
    ),
    (
        "while",
        "def work():\n    i = 0\n    while i < 500000:\n        i += 1\nwork()\n",
    ),
    (
        "integers",
        "def work():\n    t = 0\n    for i in range(300000):\n        t += i * 3 % 7\nwork()\n",
    ),
    (
        "squares",
        "def work():\n    t = 0\n    for i in range(300000):\n        t += i * i\nwork()\n",
    ),
    (
        "large integers",
        "def work():\n    t = 1 << 80\n    for i in range(30000):\n        t = t + i\n        u = t * 3 - i\nwork()\n",
    ),
    (
        "floats",
        "def work():\n    x = 0.5\n    for _ in range(300000):\n        x = x * 1.7 - x * x\nwork()\n",
    ),
    (
        "names",
        "def work():\n    a = b = c = 1\n    for _ in range(200000):\n        a = b\n        b = c\n        c = a\n        a, b = b, a\nwork()\n",
    ),
    (
        "globals",
        "count = 0\ndef work():\n    global count\n    for _ in range(300000):\n        count = count + 1\nwork()\n",
    ),
    (
        "a module's loop",
        "t = 0\nn = 3\nfor i in range(200000):\n    t = t + n\n    n = i\n",
    ),
    (
        "cells",
        "def make():\n    t = 0\n    def add(n):\n        nonlocal t\n        for _ in range(n):\n            t += 1\n        return t\n    return add\nmake()(300000)\n",
    ),
    (
        "choices",
        "def work():\n    n = 0\n    for i in range(200000):\n        if i % 3 == 0 and i != 5:\n            n = i\n        elif n is None or not n:\n            n = 1\nwork()\n",
    ),
    (
        "a busy loop",
        "busy = True\ndef work():\n    n = 1\n    left = 200000\n    while busy:\n        n = n * 75 % 65537\n        left -= 1\n        if left == 0:\n            break\nwork()\n",
    ),
    (
        "a switch",
        "busy = True\ndef work():\n    n = 0\n    for _ in range(300000):\n        if not busy:\n            n = 1\nwork()\n",
    ),
    (
        "sums of a generator",
        "def work():\n    for _ in range(20):\n        sum(i * i for i in range(3000))\nwork()\n",
    ),
    (
        "map and reduce",
        "from functools import reduce\ndef work():\n    reduce(lambda a, b: a + b, map(lambda x: x * x, range(60000)))\nwork()\n",
    ),
    (
        "constants",
        "def work():\n    for _ in range(150000):\n        a = 1\n        b = 2\n        c = None\n        d = 'x'\nwork()\n",
    ),
    (
        "comparing",
        "def work():\n    n = 0\n    m = 7\n    for i in range(150000):\n        if i < m:\n            n = 1\n        if i == 3:\n            n = 2\n        x = i > m\nwork()\n",
    ),
    (
        "calling nothing",
        "def f():\n    return None\ndef work():\n    for _ in range(150000):\n        f()\nwork()\n",
    ),
    (
        "a list of numbers",
        "def work():\n    a = list(range(1000))\n    for _ in range(100):\n        t = 0\n        for x in a:\n            t += x\nwork()\n",
    ),
    (
        "calls",
        "def f(n):\n    return n if n < 2 else f(n - 1) + f(n - 2)\nf(22)\n",
    ),
    (
        "keywords",
        "def f(a, b=2, *, c=3):\n    return a\ndef g(*a, **k):\n    return a\ndef work():\n    for i in range(15000):\n        f(i, b=1)\n        f(i, c=i)\n        g(i, i, k=i)\n        g(*(i, i))\nwork()\n",
    ),
    (
        "objects",
        "class P:\n    def __init__(self, x):\n        self.x = x\n    def step(self, n):\n        self.x += n\n        return self.x\ndef work():\n    for i in range(40000):\n        P(i).step(1)\nwork()\n",
    ),
    (
        "attributes",
        "class P:\n    pass\ndef work():\n    p = P()\n    p.a = 1\n    p.b = 2\n    for i in range(200000):\n        p.a = p.b\n        p.b = i\nwork()\n",
    ),
    (
        "methods",
        "class P:\n    def get(self):\n        return 1\n    def twice(self, n):\n        return self.get() + n\ndef work():\n    p = P()\n    for i in range(60000):\n        p.twice(i)\nwork()\n",
    ),
    (
        "items",
        "def work():\n    a = [0] * 100\n    for i in range(200000):\n        a[i % 100] = a[3]\nwork()\n",
    ),
    (
        "dicts",
        "def work():\n    d = {}\n    for i in range(100000):\n        d[i % 97] = i\n        x = d[i % 97]\nwork()\n",
    ),
    (
        "texts as keys",
        "def work():\n    d = {'a': 1, 'b': 2, 'c': 3}\n    for i in range(100000):\n        d['a'] = d['b'] + d['c']\nwork()\n",
    ),
    (
        "appending",
        "def work():\n    a = []\n    for i in range(150000):\n        a.append(i)\nwork()\n",
    ),
    (
        "making containers",
        "def work():\n    for i in range(40000):\n        a = [i, i]\n        b = (i, a)\n        c = {i: b}\n        d = {i}\nwork()\n",
    ),
    (
        "unpacking",
        "def work():\n    p = (1, 2, 3)\n    for i in range(100000):\n        a, b, c = p\n        a, *b = p\nwork()\n",
    ),
    (
        "comprehensions",
        "def work():\n    for _ in range(300):\n        a = [i + 1 for i in range(200)]\n        b = {i: i for i in a}\n        c = {i for i in a}\nwork()\n",
    ),
    (
        "generators",
        "def count(n):\n    i = 0\n    while i < n:\n        yield i\n        i += 1\ndef work():\n    t = 0\n    for i in count(80000):\n        t += i\n    for i in (j * 2 for j in range(40000)):\n        t += i\nwork()\n",
    ),
    (
        "membership",
        "def work():\n    s = {1, 2, 3}\n    l = [1, 2, 3]\n    n = 0\n    for i in range(80000):\n        if i in s or i in l:\n            n += 1\nwork()\n",
    ),
    (
        "slices",
        "def work():\n    a = list(range(20))\n    for i in range(40000):\n        b = a[2:9]\n        c = a[::2]\nwork()\n",
    ),
    (
        "texts",
        "def work():\n    for i in range(20000):\n        a = f'{i}: {i + 1:>5}'\n        b = a + 'x'\n        c = b.upper()\nwork()\n",
    ),
    (
        "lines",
        "def work():\n    for i in range(5000):\n        w = 'a b c d e f'.split()\n        x = '-'.join(w)\nwork()\n",
    ),
    (
        "builtins",
        "def work():\n    a = [1, 2, 3]\n    for i in range(50000):\n        len(a)\n        isinstance(i, int)\n        min(i, 3)\nwork()\n",
    ),
    (
        "exceptions",
        "def work():\n    for i in range(15000):\n        try:\n            raise ValueError(i)\n        except (TypeError, ValueError) as e:\n            pass\nwork()\n",
    ),
    (
        "tries",
        "def work():\n    n = 0\n    for i in range(150000):\n        try:\n            n = i\n        finally:\n            n = 0\nwork()\n",
    ),
    (
        "with lock",
        "import threading\ndef work():\n    lock = threading.Lock()\n    for i in range(50000):\n        with lock:\n            pass\nwork()\n",
    ),
    (
        "a global lock",
        "import threading\nlock = threading.Lock()\ncount = 0\ndef work():\n    global count\n    for i in range(40000):\n        with lock:\n            count = count + 1\nwork()\n",
    ),
    (
        "acquire, release",
        "import threading\ndef work():\n    lock = threading.Lock()\n    for i in range(50000):\n        lock.acquire()\n        lock.release()\nwork()\n",
    ),
    (
        "with an object",
        "class C:\n    def __enter__(self):\n        return self\n    def __exit__(self, *e):\n        return None\ndef work():\n    c = C()\n    for i in range(20000):\n        with c:\n            pass\nwork()\n",
    ),
    (
        "a queue",
        "import queue\ndef work():\n    q = queue.Queue()\n    for i in range(3000):\n        q.put(i)\n        q.get()\nwork()\n",
    ),
    (
        "a deque",
        "import collections\ndef work():\n    d = collections.deque()\n    for i in range(50000):\n        d.append(i)\n        d.popleft()\nwork()\n",
    ),
    (
        "the clock",
        "import time\ndef work():\n    for i in range(30000):\n        time.perf_counter()\nwork()\n",
    ),
    (
        "operators of the user",
        "class V:\n    def __init__(self, x):\n        self.x = x\n    def __add__(self, o):\n        return V(self.x + o.x)\n    def __eq__(self, o):\n        return self.x == o.x\n    def __len__(self):\n        return 3\ndef work():\n    v = V(1)\n    for i in range(10000):\n        w = v + v\n        w == v\n        len(w)\nwork()\n",
    ),
    (
        "coroutines",
        "import asyncio\nasync def leaf(n):\n    return n\nasync def main():\n    for i in range(20000):\n        await leaf(i)\nasyncio.run(main())\n",
    ),
    (
        "printing",
        "def work():\n    for i in range(5000):\n        print('line', i)\nwork()\n",
    ),
    (
        "printing long lines",
        "def work():\n    line = 'x' * 1000\n    for i in range(2000):\n        print(line)\nwork()\n",
    ),
    (
        "writing",
        "import sys\ndef work():\n    for i in range(5000):\n        sys.stdout.write('line\\n')\nwork()\n",
    ),
    ("importing little", "import sys\nimport time\n"),
    ("importing threads", "import threading\nimport queue\n"),
    (
        "importing much",
        "import multiprocessing\nimport weakref\nimport concurrent.futures\n",
    ),
    ("importing asyncio", "import asyncio\n"),
    (
        "evaluating",
        "def work():\n    for i in range(200):\n        eval('1 + 2 * (3 - 4) if True else [5, 6, 7]')\n        exec('def f(a, b):\\n    c = a + b\\n    return c * 2\\nx = f(1, 2)\\n')\nwork()\n",
    ),
    (
        "sums of ranges",
        "def work():\n    for i in range(30):\n        sum(range(5000))\n        list(range(5000))\n        max(range(5000))\nwork()\n",
    ),
    (
        "sorting",
        "def work():\n    n = 1\n    a = []\n    for i in range(3000):\n        n = n * 75 % 65537\n        a.append(n)\n    for i in range(20):\n        sorted(a)\nwork()\n",
    ),
    (
        "sorting in order",
        "def work():\n    a = list(range(5000))\n    for i in range(20):\n        sorted(a)\nwork()\n",
    ),
    (
        "joining",
        "def work():\n    a = ['abc'] * 5000\n    for i in range(40):\n        ', '.join(a)\nwork()\n",
    ),
    (
        "joining long texts",
        "def work():\n    a = ['abc' * 1000] * 20\n    for i in range(200):\n        ''.join(a)\nwork()\n",
    ),
    (
        "very large integers",
        "def work():\n    a = 3 ** 3000\n    for i in range(60):\n        b = a * a\nwork()\n",
    ),
    (
        "huge integers",
        "def work():\n    a = 3 ** 60000\n    for i in range(3):\n        b = a * a\nwork()\n",
    ),
    (
        "repeating",
        "def work():\n    for i in range(300):\n        a = [0] * 2000\n        b = 'ab' * 2000\nwork()\n",
    ),
];
