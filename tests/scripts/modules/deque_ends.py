# A deque at both ends, against a list that does the same the slow way.
from collections import deque

state = 12345


def pick(n):
    global state
    state = (state * 1103515245 + 12345) % 2147483648
    return state // 65536 % n


def check(d, model, what):
    if list(d) != model or len(d) != len(model):
        print("differs after", what, list(d), model)
        raise SystemExit(1)


for maxlen in (None, 0, 1, 5, 40):
    d = deque(maxlen=maxlen)
    model = []
    for step in range(1500):
        # Long phases in which it grows, and in which it shrinks.
        op = pick(12) if step // 300 % 2 else pick(8)
        if op in (0, 1, 2):
            d.append(step)
            model.append(step)
            if maxlen is not None and len(model) > maxlen:
                model.pop(0)
        elif op in (3, 4):
            d.appendleft(step)
            model.insert(0, step)
            if maxlen is not None and len(model) > maxlen:
                model.pop()
        elif op == 5:
            n = pick(9) - 4
            d.rotate(n)
            if model:
                n %= len(model)
                model = model[len(model) - n:] + model[:len(model) - n]
        elif op == 6 and model:
            at = pick(len(model)) - pick(2) * len(model)
            assert d[at] == model[at]
            d[at] = model[at] = -step
        elif op == 7:
            d.reverse()
            model.reverse()
        elif op in (8, 9) and model:
            assert d.popleft() == model.pop(0)
        elif op in (10, 11) and model:
            assert d.pop() == model.pop()
        check(d, model, op)
    print(maxlen, len(d), sum(d), list(d)[:3])

for empty in (deque(), deque([1])):
    try:
        empty.popleft()
        empty.popleft()
    except IndexError as error:
        print(error)
d = deque(range(3))
for index in (3, -4):
    try:
        d[index]
    except IndexError as error:
        print(error)
for change in (lambda: d.append(0), lambda: d.popleft(), lambda: d.rotate(1), lambda: d.clear()):
    try:
        for item in d:
            change()
    except RuntimeError as error:
        print(error)
for item in (d := deque(range(4))):
    d[0] = 7
    d.reverse()
print(d, list(reversed(d)), d == deque([0, 1, 2, 3]), 7 in d, d.count(7))
del d[1]
d.insert(1, 5)
d.remove(5)
d *= 2
print(d, d + deque([1]), d.copy().index(2))

# A queue of 60,000: each step costs the same.
d = deque(range(30000))
total = 0
while d:
    x = d.popleft()
    total += x
    if x < 15000:
        d.append(x + 15000)
print(total)
