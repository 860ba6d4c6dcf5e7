# exit: 1
words = ["b", "a"]
words.apend("c")
