# exit: 1
def stop():
    raise StopIteration


print(list(range(2)))
stop()
