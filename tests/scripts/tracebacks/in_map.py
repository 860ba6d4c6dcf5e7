# exit: 1
def convert(text):
    return int(text)


print(list(map(convert, ["1", "2"])))
print(sum(map(convert, ["1", "x"])))
