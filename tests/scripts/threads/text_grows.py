# `s += more` where s is a constant, a global of all threads, a name for what others have, too.
import threading

text = ""
kept = []
lock = threading.Lock()


def constant(first):
    s = "abc"
    if first:
        again = threading.Thread(target=constant, args=(False,))
        again.start()
        again.join()
    s += "d"
    print(s)


def grow(letter, count):
    global text
    for i in range(count):
        with lock:
            text += letter
            if i % 100 == 0:
                kept.append(text)


constant(True)
threads = [threading.Thread(target=grow, args=(letter, 500)) for letter in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(text), text.count("a"), text.count("b"), len(kept))
print(all(text.startswith(beginning) for beginning in kept))

GREETING = "hello"


def greet(more):
    global GREETING
    GREETING += more
    return "hello"


constants = []
for more in ("!", "?"):
    thread = threading.Thread(target=lambda: constants.append(greet(more)))
    thread.start()
    thread.join()
print(GREETING, constants)
same = text
text += "c"
print(len(same), len(text), same == text[:-1])
