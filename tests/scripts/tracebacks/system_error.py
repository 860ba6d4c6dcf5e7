# exit: 1
def work():
    raise SystemError("internal")


work()
