import re
import threading

word = re.compile(r"(?P<first>\w)(\w*)")
results = [None] * 4


def work(number):
    found = []
    for turn in range(20):
        text = f"thread {number} turn {turn}"
        found.append("".join(m["first"] for m in word.finditer(text)))
        found.append(re.sub(r"(\d+)", lambda m: str(int(m[1]) + 1), text))
        found.append(re.compile(rf"{turn}$").search(text).span())
    results[number] = found


threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
for result in results:
    print(len(result), result[0], result[1], result[-1])
