# exit: 1
class Color:
    RED = 1
    GREEN = 2


print(Color.RED, Color.GREN)
