# exit: 1
class = "first"
