# exit: 1
def parse(text):
    return int(text)


def add(a, b):
    return a + b


print(add(parse("1"), add(2, parse("two"))))
