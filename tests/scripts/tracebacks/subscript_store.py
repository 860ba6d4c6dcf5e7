# exit: 1
config = ("a", "b")
config[0] = "c"
