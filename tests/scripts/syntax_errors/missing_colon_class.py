# exit: 1
class Thing
    pass
